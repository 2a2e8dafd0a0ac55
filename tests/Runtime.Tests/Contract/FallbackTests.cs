using System.Numerics;
using SoftmaxGen.Runtime.Tests.Inputs;

namespace SoftmaxGen.Runtime.Tests.Contract;

/// <summary>The runtime's kernels for rows outside the fast range give the same bits in vectors of 128 and of 256 bits.</summary>
/// <remarks>How exact they are the tests of accuracy say, whose rows of most kinds end there; here rows in the fast range are given to them too.</remarks>
public class FallbackTests
{
    public static TheoryData<int> ClassCounts => [.. Enumerable.Range(2, 40), 63, 64, 65, 127, 128, 129, 130, 255, 256, 257, 300, 1000, 4096];

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void Float_fallback_has_the_same_bits_in_both_widths(int classes) => AssertSameBits<float>(
        classes,
        new FallbackKernels<float>(
            Single128Fallback.Softmax, Single128Fallback.LogSoftmax, Single128Fallback.LogSumExp,
            Single128Fallback.CrossEntropy, Single128Fallback.CrossEntropy,
            Single128Fallback.CrossEntropyGradient, Single128Fallback.CrossEntropyGradient,
            Single128Fallback.Entropy, Single128Fallback.Probability),
        new FallbackKernels<float>(
            Single256Fallback.Softmax, Single256Fallback.LogSoftmax, Single256Fallback.LogSumExp,
            Single256Fallback.CrossEntropy, Single256Fallback.CrossEntropy,
            Single256Fallback.CrossEntropyGradient, Single256Fallback.CrossEntropyGradient,
            Single256Fallback.Entropy, Single256Fallback.Probability));

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void Double_fallback_has_the_same_bits_in_both_widths(int classes) => AssertSameBits<double>(
        classes,
        new FallbackKernels<double>(
            Double128Fallback.Softmax, Double128Fallback.LogSoftmax, Double128Fallback.LogSumExp,
            Double128Fallback.CrossEntropy, Double128Fallback.CrossEntropy,
            Double128Fallback.CrossEntropyGradient, Double128Fallback.CrossEntropyGradient,
            Double128Fallback.Entropy, Double128Fallback.Probability),
        new FallbackKernels<double>(
            Double256Fallback.Softmax, Double256Fallback.LogSoftmax, Double256Fallback.LogSumExp,
            Double256Fallback.CrossEntropy, Double256Fallback.CrossEntropy,
            Double256Fallback.CrossEntropyGradient, Double256Fallback.CrossEntropyGradient,
            Double256Fallback.Entropy, Double256Fallback.Probability));

    private static void AssertSameBits<T>(int classes, FallbackKernels<T> narrow, FallbackKernels<T> wide)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (RowKind kind in Enum.GetValues<RowKind>())
        {
            var row = new T[classes];
            Rows.Fill<T>(row, kind, 31);
            AssertSame(row, $"{kind}");
        }

        foreach (T special in new[] { T.NaN, T.PositiveInfinity, T.NegativeInfinity })
        {
            foreach (int at in SpecialRows.Positions(classes))
            {
                T[] row = Rows.Logits<T>(classes, 1, 32);
                row[at] = special;
                AssertSame(row, $"{special} at {at}");
            }
        }

        void AssertSame(T[] row, string what)
        {
            (string Name, T[] Results)[] expected = narrow.Run(row), actual = wide.Run(row);
            Assert.All(expected.Zip(actual), pair => Bits.AssertSame<T>(pair.First.Results, pair.Second.Results, $"{pair.First.Name}, {what}"));
        }
    }

    private delegate void RowToRow<T>(ref T logits, ref T results, int classes);

    private delegate T RowToLoss<T>(ref T logits, int classes);

    private delegate double RowToNumber<T>(ref T logits, int classes);

    private delegate T LabelToLoss<T>(ref T logits, int label, int classes);

    private delegate T TargetsToLoss<T>(ref T logits, ref T targets, int classes);

    private delegate T LabelGradient<T>(ref T logits, int label, ref T gradient, double divisor, int classes);

    private delegate T TargetGradient<T>(ref T logits, ref T targets, ref T gradient, double divisor, int classes);

    /// <summary>The kernels of one width.</summary>
    private sealed record FallbackKernels<T>(
        RowToRow<T> Softmax,
        RowToRow<T> LogSoftmax,
        RowToLoss<T> LogSumExp,
        LabelToLoss<T> LabelLoss,
        TargetsToLoss<T> TargetLoss,
        LabelGradient<T> LabelGradient,
        TargetGradient<T> TargetGradient,
        RowToNumber<T> Entropy,
        LabelToLoss<T> Probability)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        /// <summary>Runs every kernel on one row.</summary>
        public (string Name, T[] Results)[] Run(T[] logits)
        {
            int classes = logits.Length;
            var targets = new T[classes];
            Rows.FillTargets<T>(targets, logits, 33);
            T[] probabilities = new T[classes], logProbabilities = new T[classes], labelGradient = new T[classes], targetGradient = new T[classes];
            Softmax(ref logits[0], ref probabilities[0], classes);
            LogSoftmax(ref logits[0], ref logProbabilities[0], classes);
            int label = classes * 2 / 3;
            return
            [
                (nameof(Softmax), probabilities),
                (nameof(LogSoftmax), logProbabilities),
                (nameof(LogSumExp), [LogSumExp(ref logits[0], classes)]),
                (nameof(LabelLoss), [LabelLoss(ref logits[0], label, classes)]),
                (nameof(TargetLoss), [TargetLoss(ref logits[0], ref targets[0], classes)]),
                (nameof(LabelGradient), [LabelGradient(ref logits[0], label, ref labelGradient[0], 3, classes), .. labelGradient]),
                (nameof(TargetGradient), [TargetGradient(ref logits[0], ref targets[0], ref targetGradient[0], 3, classes), .. targetGradient]),
                (nameof(Entropy), [T.CreateTruncating(Entropy(ref logits[0], classes))]),
                (nameof(Probability), [Probability(ref logits[0], label, classes)]),
            ];
        }
    }
}
