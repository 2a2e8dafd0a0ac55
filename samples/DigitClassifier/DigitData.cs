namespace DigitClassifier;

/// <summary>Digits: R rows of 8 x 8 pixels from 0 to 1, row-major, and the label of each row.</summary>
internal sealed class DigitData(float[] pixels, int[] labels)
{
    public const int Side = 8;
    public const int PixelCount = Side * Side;

    /// <summary>One row in this many is for the test; a class needs at least as many rows.</summary>
    public const int TestShare = 5;

    public int Count => labels.Length;

    /// <summary>Gets the pixels, R x 64.</summary>
    public ReadOnlySpan<float> Pixels => pixels;

    /// <summary>Gets the labels, R.</summary>
    public ReadOnlySpan<int> Labels => labels;

    /// <summary>Gets the 64 pixels of one row.</summary>
    public ReadOnlySpan<float> Row(int row) => Pixels.Slice(row * PixelCount, PixelCount);

    /// <summary>
    /// Splits off a fifth of the rows as the test, stratified: a fifth of each class, to the nearest row. The same seed
    /// gives the same split.
    /// </summary>
    public (DigitData Training, DigitData Test) Split(int seed)
    {
        Random random = new(seed);
        bool[] isTest = new bool[Count];
        for (int label = 0; label < DigitHead.ClassCount; label++)
        {
            int[] rows = [.. Enumerable.Range(0, Count).Where(row => labels[row] == label)];
            random.Shuffle(rows);
            int testCount = (rows.Length + (TestShare / 2)) / TestShare;
            foreach (int row in rows.AsSpan(0, testCount))
                isTest[row] = true;
        }

        return (Select(row => !isTest[row]), Select(row => isTest[row]));
    }

    private DigitData Select(Func<int, bool> isWanted)
    {
        int[] rows = [.. Enumerable.Range(0, Count).Where(isWanted)];
        float[] selectedPixels = new float[rows.Length * PixelCount];
        int[] selectedLabels = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            Row(rows[i]).CopyTo(selectedPixels.AsSpan(i * PixelCount));
            selectedLabels[i] = labels[rows[i]];
        }

        return new DigitData(selectedPixels, selectedLabels);
    }
}
