using System.Globalization;
using System.Text;

namespace EmbeddedClassifier;

/// <summary>Says of each digit what it is.</summary>
internal sealed class Classifier(int top, float reject)
{
    private readonly float[] _logits = new float[DigitHead.ClassCount];
    private readonly float[] _probabilities = new float[DigitHead.ClassCount];
    private readonly int[] _labels = new int[top];
    private readonly StringBuilder _text = new();

    /// <summary>Gives the line for one digit: classes and their probabilities, or - and a probability that is too low.</summary>
    public string Describe(ReadOnlySpan<float> pixels)
    {
        DigitHead.Probabilities(pixels, _probabilities);
        _text.Clear();
        if (!DigitHead.TryPredict(pixels, reject, out int label))
            return Append("-", label).ToString();

        DigitHead.Logits(pixels, _logits);
        DigitHead.TopK(_logits, _labels);
        foreach (int best in _labels)
            Append(best.ToString(CultureInfo.InvariantCulture), best);

        return _text.ToString();
    }

    private StringBuilder Append(string name, int label) =>
        _text.Append(_text.Length > 0 ? " " : "").Append(CultureInfo.InvariantCulture, $"{name} {_probabilities[label]:F6}");
}
