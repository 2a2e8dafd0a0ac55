using SoftmaxGen.Runtime.Tests.Reference;

namespace SoftmaxGen.Runtime.Tests.Temperatures;

/// <summary>Logits and labels that have a best temperature.</summary>
internal sealed record HeldOutRows(int Classes, double[] Logits, int[] Labels)
{
    public int Count => Labels.Length;

    /// <summary>Logits with about normal tails, whose largest is the label's as often as <paramref name="accuracy"/> says.</summary>
    public static HeldOutRows Create(int classes, int rows, double spread, double accuracy, int seed)
    {
        Random random = new(seed);
        var logits = new double[classes * rows];
        var labels = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            Span<double> own = logits.AsSpan(row * classes, classes);
            foreach (ref double logit in own)
                logit = spread * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5);

            // The first row is almost right, so that there is a best temperature.
            double largest = own[0];
            foreach (double logit in own)
                largest = Math.Max(largest, logit);
            int best = own.IndexOf(largest);
            labels[row] = random.NextDouble() < accuracy ? best : random.Next(classes);
            if (row == 0)
                own[labels[row] = (best + 1) % classes] = largest - (spread / 64);
        }

        return new HeldOutRows(classes, logits, labels);
    }

    /// <summary>Every row with every label, which is chance to the bit, and one row more that is not.</summary>
    public static HeldOutRows CloseToChance(int classes, double ahead, int seed)
    {
        HeldOutRows rows = Create(classes, 4, 1, 0, seed);
        double[] logits = [.. rows.Logits.Chunk(classes).SelectMany(row => Enumerable.Repeat(row, classes)).SelectMany(row => row)];
        int[] labels = [.. Enumerable.Range(0, 4).SelectMany(_ => Enumerable.Range(0, classes))];
        return new HeldOutRows(classes, [.. logits, .. Enumerable.Repeat(0.0, classes - 1), ahead], [.. labels, classes - 1]);
    }

    public HeldOutRows Scaled(double factor) => this with { Logits = [.. Logits.Select(logit => logit * factor)] };

    /// <summary>Each row with a number of its own added to all of its logits.</summary>
    public HeldOutRows Shifted(double most) => this with { Logits = [.. Logits.Select((logit, i) => logit + (most * (i / Classes) / Count))] };

    /// <summary>Every second row without the class after the label's.</summary>
    public HeldOutRows Masked(double mask)
    {
        double[] logits = [.. Logits];
        for (int row = 1; row < Count; row += 2)
            logits[(row * Classes) + ((Labels[row] + 1) % Classes)] = mask;
        return this with { Logits = logits };
    }

    public HeldOutRows Permuted(int seed)
    {
        int[] rows = [.. Enumerable.Range(0, Count)], classes = [.. Enumerable.Range(0, Classes)];
        Random random = new(seed);
        random.Shuffle(rows);
        random.Shuffle(classes);
        return new HeldOutRows(
            Classes,
            [.. rows.SelectMany(row => classes.Select(label => Logits[(row * Classes) + label]))],
            [.. rows.Select(row => Array.IndexOf(classes, Labels[row]))]);
    }

    public double Fit() => Calibration.FitTemperature(Logits, Classes, Labels);

    /// <summary>The sign of the derivative of the mean loss with respect to the temperature, exactly.</summary>
    public int SlopeSign(double temperature)
    {
        // The derivative with respect to 1 / T is the mean of sum_k p_k (z_k - z_label).
        BigFloat inverse = BigFloat.One / BigFloat.From(temperature), sum = BigFloat.Zero;
        for (int row = 0; row < Count; row++)
        {
            BigFloat[] logits = [.. Logits.AsSpan(row * Classes, Classes).ToArray().Where(double.IsFinite).Select(BigFloat.From)];
            BigFloat label = BigFloat.From(Logits[(row * Classes) + Labels[row]]);
            BigFloat largest = logits.Aggregate(BigFloat.Max);
            BigFloat[] terms = [.. logits.Select(logit => BigFloat.Exp((logit - largest) * inverse))];
            BigFloat total = terms.Aggregate((x, y) => x + y);
            sum += logits.Zip(terms, (logit, term) => term * (logit - label)).Aggregate((x, y) => x + y) / total;
        }

        return -sum.Sign;
    }
}
