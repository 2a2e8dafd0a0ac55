using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime.Tests.Labels;

/// <summary>The members of a head for values of an enumeration, beside those of a head without one, which take numbers.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TLabel">The enumeration, of three classes.</typeparam>
/// <typeparam name="TInteger">Its underlying type.</typeparam>
/// <typeparam name="TPlain">The head to compare with.</typeparam>
public abstract class LabelledHeadTests<T, TLabel, TInteger, TPlain>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLabel : unmanaged, Enum
    where TInteger : unmanaged, IBinaryInteger<TInteger>, IMinMaxValue<TInteger>
    where TPlain : IDenseHead<T>
{
    private const int Classes = 3, Features = 4;

    private readonly T[] _weights = Numbers(Classes * Features, seed: 1);
    private readonly T[] _bias = Numbers(Classes, seed: 2);

    /// <summary>The last has more labels than the stack takes.</summary>
    public static TheoryData<int> RowCounts => [0, 1, 2, 9, 100, 4096, 4097];

    /// <summary>Numbers that are no label, and that the underlying type holds.</summary>
    public static TheoryData<string> WrongLabels =>
    [
        .. new[] { BigInteger.MinusOne, 3, 255, -128, 1L << 32, (1L << 32) + 1, uint.MaxValue, long.MinValue, long.MaxValue, ulong.MaxValue }
            .Append(BigInteger.CreateChecked(TInteger.MinValue))
            .Append(BigInteger.CreateChecked(TInteger.MaxValue))
            .Where(value => value >= BigInteger.CreateChecked(TInteger.MinValue) && value <= BigInteger.CreateChecked(TInteger.MaxValue) && (value < 0 || value >= Classes))
            .Distinct()
            .Select(value => value.ToString(CultureInfo.InvariantCulture)),
    ];

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void Members_give_the_bits_of_those_with_numbers(int rows)
    {
        T[] logits = Numbers(rows * Classes, seed: 3), gradient = new T[logits.Length], expectedGradient = new T[logits.Length];
        T[] losses = new T[rows], expectedLosses = new T[rows];
        int[] numbers = [.. Enumerable.Range(0, rows).Select(row => row * row % Classes)];
        TLabel[] labels = [.. numbers.Select(number => Label(number))];

        TPlain.CrossEntropy(logits, numbers, expectedLosses);
        Losses(logits, labels, losses);
        Assert.Equal(expectedLosses, losses);
        foreach (Reduction reduction in Enum.GetValues<Reduction>())
        {
            Assert.Equal(TPlain.CrossEntropy(logits, numbers, reduction), Loss(logits, labels, reduction));
            Assert.Equal(TPlain.CrossEntropyGradient(logits, numbers, expectedGradient, reduction), Gradient(logits, labels, gradient, reduction));
            Assert.Equal(expectedGradient, gradient);
        }

        for (int row = 0; row < Math.Min(rows, 9); row++)
        {
            ReadOnlySpan<T> one = logits.AsSpan(row * Classes, Classes);
            Assert.Equal(TPlain.CrossEntropy(one, numbers[row]), Loss(one, labels[row]));
            Assert.Equal(TPlain.CrossEntropyGradient(one, numbers[row], expectedGradient), Gradient(one, labels[row], gradient));
            Assert.Equal(expectedGradient, gradient);
            Assert.Equal(Label(TPlain.ArgMax(one)), ArgMax(one));
            Assert.Equal(TPlain.TryPredict(one, T.CreateChecked(0.5), out int number), TryPredict(one, T.CreateChecked(0.5), out TLabel label));
            Assert.Equal(Label(number), label);
        }
    }

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void Members_of_the_dense_layer_give_the_bits_of_those_with_numbers(int rows)
    {
        T[] features = Numbers(rows * Features, seed: 4);
        int[] numbers = [.. Enumerable.Range(0, rows).Select(row => row * row % Classes)];
        TLabel[] labels = [.. numbers.Select(number => Label(number))];
        T[][] gradients = Gradients(features), expected = Gradients(features);
        foreach (Reduction reduction in Enum.GetValues<Reduction>())
        {
            Assert.Equal(
                TPlain.LossAndGradients(features, numbers, _weights, _bias, expected[0], expected[1], reduction),
                Step(features, labels, _weights, _bias, gradients[0], gradients[1], reduction));
            Assert.Equal(expected, gradients);
            Assert.Equal(
                TPlain.LossAndGradients(features, numbers, _weights, _bias, expected[0], expected[1], expected[2], reduction),
                Step(features, labels, _weights, _bias, gradients[0], gradients[1], gradients[2], reduction));
            Assert.Equal(expected, gradients);
        }

        for (int row = 0; row < Math.Min(rows, 9); row++)
        {
            ReadOnlySpan<T> one = features.AsSpan(row * Features, Features);
            Assert.Equal(Label(TPlain.Predict(one, _weights, _bias)), Predict(one, _weights, _bias));
            Assert.Equal(TPlain.TryPredict(one, _weights, _bias, T.CreateChecked(0.5), out int number), TryPredict(one, _weights, _bias, T.CreateChecked(0.5), out TLabel label));
            Assert.Equal(Label(number), label);
        }
    }

    [Theory]
    [MemberData(nameof(WrongLabels))]
    public void Label_that_is_no_class_is_refused_before_anything_is_written(string value)
    {
        TLabel wrong = Unsafe.BitCast<TInteger, TLabel>(TInteger.Parse(value, CultureInfo.InvariantCulture));
        T[] logits = Numbers(5 * Classes, seed: 5), features = Numbers(5 * Features, seed: 6), output = new T[logits.Length];
        T[][] gradients = Gradients(features);
        TLabel[] labels = [Label(0), Label(1), Label(2), wrong, wrong];

        AssertRefused("label", 0, () => Loss(logits.AsSpan(0, Classes), wrong));
        AssertRefused("label", 0, () => Gradient(logits.AsSpan(0, Classes), wrong, output));
        AssertRefused("labels", 3, () => Loss(logits, labels, Reduction.Mean));
        AssertRefused("labels", 3, () => Losses(logits, labels, output));
        AssertRefused("labels", 3, () => Gradient(logits, labels, output, Reduction.Sum));
        AssertRefused("labels", 3, () => Step(features, labels, _weights, _bias, gradients[0], gradients[1], Reduction.Mean));
        AssertRefused("labels", 3, () => Step(features, labels, _weights, _bias, gradients[0], gradients[1], gradients[2], Reduction.Mean));

        Assert.All(gradients.Append(output), written => Assert.All(written, number => Assert.Equal(T.Zero, number)));

        void AssertRefused(string parameter, int row, Action call)
        {
            ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(call);
            Assert.Equal(parameter, exception.ParamName);
            Assert.Equal(value, string.Create(CultureInfo.InvariantCulture, $"{exception.ActualValue}"));
            Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"Label {value} in row {row} is out of range; expected 0 to {Classes - 1}."), exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(WrongLabels))]
    public void Name_of_a_label_that_is_no_class_is_refused(string value)
    {
        TInteger number = TInteger.Parse(value, CultureInfo.InvariantCulture);
        AssertRefused(() => Name(Unsafe.BitCast<TInteger, TLabel>(number)));
        if (int.CreateSaturating(number) is var plain && TInteger.CreateSaturating(plain) == number)
            AssertRefused(() => Name(plain));

        void AssertRefused(Func<string> call)
        {
            ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(call);
            Assert.Equal("label", exception.ParamName);
            Assert.StartsWith($"Label {value} is out of range; expected 0 to 2.", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Names_are_those_of_the_members() => Assert.All(Enum.GetValues<TLabel>(), label =>
    {
        Assert.Equal(label.ToString(), Name(label));
        Assert.Equal(label.ToString(), Name(Convert.ToInt32(label, CultureInfo.InvariantCulture)));
    });

    [Fact]
    public void Destination_that_overlaps_labels_is_refused()
    {
        T[] logits = Numbers(5 * Classes, seed: 7), features = Numbers(5 * Features, seed: 8);
        T[][] gradients = Gradients(features);

        AssertRefused("losses", losses => Losses(logits, Inside(losses), losses));
        AssertRefused("gradient", gradient => Gradient(logits, Inside(gradient), gradient, Reduction.Mean));
        AssertRefused("weightGradient", gradient => Step(features, Inside(gradient), _weights, _bias, gradient, gradients[1], Reduction.Mean));
        AssertRefused("biasGradient", gradient => Step(features, Inside(gradient), _weights, _bias, gradients[0], gradient, Reduction.Mean));
        AssertRefused("featureGradient", gradient => Step(features, Inside(gradient), _weights, _bias, gradients[0], gradients[1], gradient, Reduction.Mean));

        // Labels of zeros, one element into the destination.
        static ReadOnlySpan<TLabel> Inside(T[] destination) => MemoryMarshal.Cast<T, TLabel>(destination.AsSpan(1))[..5];

        static void AssertRefused(string parameter, Action<T[]> call)
        {
            T[] destination = new T[64];
            Assert.Equal(parameter, Assert.Throws<ArgumentException>(() => call(destination)).ParamName);
            Assert.All(destination, number => Assert.Equal(T.Zero, number));
        }
    }

    [Theory]
    [InlineData(8, 3, 3, "logits")]
    [InlineData(9, 2, 3, "labels")]
    [InlineData(9, 3, 2, "losses")]
    public void Lengths_are_checked_as_beside_numbers(int logits, int labels, int losses, string parameter) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentException>(() => Losses(new T[logits], new TLabel[labels], new T[losses])).ParamName);

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void Members_allocate_nothing(int rows)
    {
        T[] logits = Numbers(rows * Classes, seed: 9), gradient = new T[logits.Length], losses = new T[rows], features = Numbers(rows * Features, seed: 10);
        TLabel[] labels = new TLabel[rows];
        T[][] gradients = Gradients(features);
        T[] one = Numbers(Classes, seed: 11);

        // The first call may load types, and fill the pool.
        Call();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Call();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Call()
        {
            Loss(logits, labels, Reduction.Mean);
            Losses(logits, labels, losses);
            Gradient(logits, labels, gradient, Reduction.Mean);
            Step(features, labels, _weights, _bias, gradients[0], gradients[1], Reduction.Mean);
            Step(features, labels, _weights, _bias, gradients[0], gradients[1], gradients[2], Reduction.Mean);
            Loss(one, default(TLabel));
            Name(ArgMax(one));
        }
    }

    protected abstract T Loss(ReadOnlySpan<T> logits, TLabel label);

    protected abstract T Loss(ReadOnlySpan<T> logits, ReadOnlySpan<TLabel> labels, Reduction reduction);

    protected abstract void Losses(ReadOnlySpan<T> logits, ReadOnlySpan<TLabel> labels, Span<T> losses);

    protected abstract T Gradient(ReadOnlySpan<T> logits, TLabel label, Span<T> gradient);

    protected abstract T Gradient(ReadOnlySpan<T> logits, ReadOnlySpan<TLabel> labels, Span<T> gradient, Reduction reduction);

    protected abstract TLabel ArgMax(ReadOnlySpan<T> logits);

    protected abstract bool TryPredict(ReadOnlySpan<T> logits, T minimumProbability, out TLabel label);

    protected abstract TLabel Predict(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias);

    protected abstract bool TryPredict(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, T minimumProbability, out TLabel label);

    protected abstract T Step(ReadOnlySpan<T> features, ReadOnlySpan<TLabel> labels, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> weightGradient, Span<T> biasGradient, Reduction reduction);

    protected abstract T Step(ReadOnlySpan<T> features, ReadOnlySpan<TLabel> labels, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> weightGradient, Span<T> biasGradient, Span<T> featureGradient, Reduction reduction);

    protected abstract string Name(TLabel label);

    protected abstract string Name(int label);

    private static TLabel Label(int number) => Unsafe.BitCast<TInteger, TLabel>(TInteger.CreateChecked(number));

    private static T[][] Gradients(T[] features) => [new T[Classes * Features], new T[Classes], new T[features.Length]];

    private static T[] Numbers(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked((4 * random.NextDouble()) - 2))];
    }
}

public sealed class IntLabelTests : LabelledHeadTests<float, Species, int, PlainSingleHead>
{
    protected override float Loss(ReadOnlySpan<float> logits, Species label) => IntHead.CrossEntropy(logits, label);

    protected override float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<Species> labels, Reduction reduction) => IntHead.CrossEntropy(logits, labels, reduction);

    protected override void Losses(ReadOnlySpan<float> logits, ReadOnlySpan<Species> labels, Span<float> losses) => IntHead.CrossEntropy(logits, labels, losses);

    protected override float Gradient(ReadOnlySpan<float> logits, Species label, Span<float> gradient) => IntHead.CrossEntropyGradient(logits, label, gradient);

    protected override float Gradient(ReadOnlySpan<float> logits, ReadOnlySpan<Species> labels, Span<float> gradient, Reduction reduction) => IntHead.CrossEntropyGradient(logits, labels, gradient, reduction);

    protected override Species ArgMax(ReadOnlySpan<float> logits) => IntHead.ArgMaxLabel(logits);

    protected override bool TryPredict(ReadOnlySpan<float> logits, float minimumProbability, out Species label) => IntHead.TryPredict(logits, minimumProbability, out label);

    protected override Species Predict(ReadOnlySpan<float> features, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias) => IntHead.PredictLabel(features, weights, bias);

    protected override bool TryPredict(ReadOnlySpan<float> features, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, float minimumProbability, out Species label) =>
        IntHead.TryPredict(features, weights, bias, minimumProbability, out label);

    protected override float Step(ReadOnlySpan<float> features, ReadOnlySpan<Species> labels, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> weightGradient, Span<float> biasGradient, Reduction reduction) =>
        IntHead.LossAndGradients(features, labels, weights, bias, weightGradient, biasGradient, reduction);

    protected override float Step(ReadOnlySpan<float> features, ReadOnlySpan<Species> labels, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> weightGradient, Span<float> biasGradient, Span<float> featureGradient, Reduction reduction) =>
        IntHead.LossAndGradients(features, labels, weights, bias, weightGradient, biasGradient, featureGradient, reduction);

    protected override string Name(Species label) => IntHead.LabelName(label);

    protected override string Name(int label) => IntHead.LabelName(label);
}

public sealed class ByteLabelTests : LabelledHeadTests<float, SmallSpecies, byte, PlainSingleHead>
{
    protected override float Loss(ReadOnlySpan<float> logits, SmallSpecies label) => ByteHead.CrossEntropy(logits, label);

    protected override float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<SmallSpecies> labels, Reduction reduction) => ByteHead.CrossEntropy(logits, labels, reduction);

    protected override void Losses(ReadOnlySpan<float> logits, ReadOnlySpan<SmallSpecies> labels, Span<float> losses) => ByteHead.CrossEntropy(logits, labels, losses);

    protected override float Gradient(ReadOnlySpan<float> logits, SmallSpecies label, Span<float> gradient) => ByteHead.CrossEntropyGradient(logits, label, gradient);

    protected override float Gradient(ReadOnlySpan<float> logits, ReadOnlySpan<SmallSpecies> labels, Span<float> gradient, Reduction reduction) => ByteHead.CrossEntropyGradient(logits, labels, gradient, reduction);

    protected override SmallSpecies ArgMax(ReadOnlySpan<float> logits) => ByteHead.ArgMaxLabel(logits);

    protected override bool TryPredict(ReadOnlySpan<float> logits, float minimumProbability, out SmallSpecies label) => ByteHead.TryPredict(logits, minimumProbability, out label);

    protected override SmallSpecies Predict(ReadOnlySpan<float> features, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias) => ByteHead.PredictLabel(features, weights, bias);

    protected override bool TryPredict(ReadOnlySpan<float> features, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, float minimumProbability, out SmallSpecies label) =>
        ByteHead.TryPredict(features, weights, bias, minimumProbability, out label);

    protected override float Step(ReadOnlySpan<float> features, ReadOnlySpan<SmallSpecies> labels, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> weightGradient, Span<float> biasGradient, Reduction reduction) =>
        ByteHead.LossAndGradients(features, labels, weights, bias, weightGradient, biasGradient, reduction);

    protected override float Step(ReadOnlySpan<float> features, ReadOnlySpan<SmallSpecies> labels, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> weightGradient, Span<float> biasGradient, Span<float> featureGradient, Reduction reduction) =>
        ByteHead.LossAndGradients(features, labels, weights, bias, weightGradient, biasGradient, featureGradient, reduction);

    protected override string Name(SmallSpecies label) => ByteHead.LabelName(label);

    protected override string Name(int label) => ByteHead.LabelName(label);
}

public sealed class SByteLabelTests : LabelledHeadTests<double, SignedSpecies, sbyte, PlainDoubleHead>
{
    protected override double Loss(ReadOnlySpan<double> logits, SignedSpecies label) => SByteHead.CrossEntropy(logits, label);

    protected override double Loss(ReadOnlySpan<double> logits, ReadOnlySpan<SignedSpecies> labels, Reduction reduction) => SByteHead.CrossEntropy(logits, labels, reduction);

    protected override void Losses(ReadOnlySpan<double> logits, ReadOnlySpan<SignedSpecies> labels, Span<double> losses) => SByteHead.CrossEntropy(logits, labels, losses);

    protected override double Gradient(ReadOnlySpan<double> logits, SignedSpecies label, Span<double> gradient) => SByteHead.CrossEntropyGradient(logits, label, gradient);

    protected override double Gradient(ReadOnlySpan<double> logits, ReadOnlySpan<SignedSpecies> labels, Span<double> gradient, Reduction reduction) => SByteHead.CrossEntropyGradient(logits, labels, gradient, reduction);

    protected override SignedSpecies ArgMax(ReadOnlySpan<double> logits) => SByteHead.ArgMaxLabel(logits);

    protected override bool TryPredict(ReadOnlySpan<double> logits, double minimumProbability, out SignedSpecies label) => SByteHead.TryPredict(logits, minimumProbability, out label);

    protected override SignedSpecies Predict(ReadOnlySpan<double> features, ReadOnlySpan<double> weights, ReadOnlySpan<double> bias) => SByteHead.PredictLabel(features, weights, bias);

    protected override bool TryPredict(ReadOnlySpan<double> features, ReadOnlySpan<double> weights, ReadOnlySpan<double> bias, double minimumProbability, out SignedSpecies label) =>
        SByteHead.TryPredict(features, weights, bias, minimumProbability, out label);

    protected override double Step(ReadOnlySpan<double> features, ReadOnlySpan<SignedSpecies> labels, ReadOnlySpan<double> weights, ReadOnlySpan<double> bias, Span<double> weightGradient, Span<double> biasGradient, Reduction reduction) =>
        SByteHead.LossAndGradients(features, labels, weights, bias, weightGradient, biasGradient, reduction);

    protected override double Step(ReadOnlySpan<double> features, ReadOnlySpan<SignedSpecies> labels, ReadOnlySpan<double> weights, ReadOnlySpan<double> bias, Span<double> weightGradient, Span<double> biasGradient, Span<double> featureGradient, Reduction reduction) =>
        SByteHead.LossAndGradients(features, labels, weights, bias, weightGradient, biasGradient, featureGradient, reduction);

    protected override string Name(SignedSpecies label) => SByteHead.LabelName(label);

    protected override string Name(int label) => SByteHead.LabelName(label);
}

public sealed class UIntLabelTests : LabelledHeadTests<float, UnsignedSpecies, uint, PlainSingleHead>
{
    protected override float Loss(ReadOnlySpan<float> logits, UnsignedSpecies label) => UIntHead.CrossEntropy(logits, label);

    protected override float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<UnsignedSpecies> labels, Reduction reduction) => UIntHead.CrossEntropy(logits, labels, reduction);

    protected override void Losses(ReadOnlySpan<float> logits, ReadOnlySpan<UnsignedSpecies> labels, Span<float> losses) => UIntHead.CrossEntropy(logits, labels, losses);

    protected override float Gradient(ReadOnlySpan<float> logits, UnsignedSpecies label, Span<float> gradient) => UIntHead.CrossEntropyGradient(logits, label, gradient);

    protected override float Gradient(ReadOnlySpan<float> logits, ReadOnlySpan<UnsignedSpecies> labels, Span<float> gradient, Reduction reduction) => UIntHead.CrossEntropyGradient(logits, labels, gradient, reduction);

    protected override UnsignedSpecies ArgMax(ReadOnlySpan<float> logits) => UIntHead.ArgMaxLabel(logits);

    protected override bool TryPredict(ReadOnlySpan<float> logits, float minimumProbability, out UnsignedSpecies label) => UIntHead.TryPredict(logits, minimumProbability, out label);

    protected override UnsignedSpecies Predict(ReadOnlySpan<float> features, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias) => UIntHead.PredictLabel(features, weights, bias);

    protected override bool TryPredict(ReadOnlySpan<float> features, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, float minimumProbability, out UnsignedSpecies label) =>
        UIntHead.TryPredict(features, weights, bias, minimumProbability, out label);

    protected override float Step(ReadOnlySpan<float> features, ReadOnlySpan<UnsignedSpecies> labels, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> weightGradient, Span<float> biasGradient, Reduction reduction) =>
        UIntHead.LossAndGradients(features, labels, weights, bias, weightGradient, biasGradient, reduction);

    protected override float Step(ReadOnlySpan<float> features, ReadOnlySpan<UnsignedSpecies> labels, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> weightGradient, Span<float> biasGradient, Span<float> featureGradient, Reduction reduction) =>
        UIntHead.LossAndGradients(features, labels, weights, bias, weightGradient, biasGradient, featureGradient, reduction);

    protected override string Name(UnsignedSpecies label) => UIntHead.LabelName(label);

    protected override string Name(int label) => UIntHead.LabelName(label);
}

public sealed class LongLabelTests : LabelledHeadTests<float, WideSpecies, long, PlainSingleHead>
{
    protected override float Loss(ReadOnlySpan<float> logits, WideSpecies label) => LongHead.CrossEntropy(logits, label);

    protected override float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<WideSpecies> labels, Reduction reduction) => LongHead.CrossEntropy(logits, labels, reduction);

    protected override void Losses(ReadOnlySpan<float> logits, ReadOnlySpan<WideSpecies> labels, Span<float> losses) => LongHead.CrossEntropy(logits, labels, losses);

    protected override float Gradient(ReadOnlySpan<float> logits, WideSpecies label, Span<float> gradient) => LongHead.CrossEntropyGradient(logits, label, gradient);

    protected override float Gradient(ReadOnlySpan<float> logits, ReadOnlySpan<WideSpecies> labels, Span<float> gradient, Reduction reduction) => LongHead.CrossEntropyGradient(logits, labels, gradient, reduction);

    protected override WideSpecies ArgMax(ReadOnlySpan<float> logits) => LongHead.ArgMaxLabel(logits);

    protected override bool TryPredict(ReadOnlySpan<float> logits, float minimumProbability, out WideSpecies label) => LongHead.TryPredict(logits, minimumProbability, out label);

    protected override WideSpecies Predict(ReadOnlySpan<float> features, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias) => LongHead.PredictLabel(features, weights, bias);

    protected override bool TryPredict(ReadOnlySpan<float> features, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, float minimumProbability, out WideSpecies label) =>
        LongHead.TryPredict(features, weights, bias, minimumProbability, out label);

    protected override float Step(ReadOnlySpan<float> features, ReadOnlySpan<WideSpecies> labels, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> weightGradient, Span<float> biasGradient, Reduction reduction) =>
        LongHead.LossAndGradients(features, labels, weights, bias, weightGradient, biasGradient, reduction);

    protected override float Step(ReadOnlySpan<float> features, ReadOnlySpan<WideSpecies> labels, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> weightGradient, Span<float> biasGradient, Span<float> featureGradient, Reduction reduction) =>
        LongHead.LossAndGradients(features, labels, weights, bias, weightGradient, biasGradient, featureGradient, reduction);

    protected override string Name(WideSpecies label) => LongHead.LabelName(label);

    protected override string Name(int label) => LongHead.LabelName(label);
}

public sealed class ULongLabelTests : LabelledHeadTests<double, WidestSpecies, ulong, PlainDoubleHead>
{
    protected override double Loss(ReadOnlySpan<double> logits, WidestSpecies label) => ULongHead.CrossEntropy(logits, label);

    protected override double Loss(ReadOnlySpan<double> logits, ReadOnlySpan<WidestSpecies> labels, Reduction reduction) => ULongHead.CrossEntropy(logits, labels, reduction);

    protected override void Losses(ReadOnlySpan<double> logits, ReadOnlySpan<WidestSpecies> labels, Span<double> losses) => ULongHead.CrossEntropy(logits, labels, losses);

    protected override double Gradient(ReadOnlySpan<double> logits, WidestSpecies label, Span<double> gradient) => ULongHead.CrossEntropyGradient(logits, label, gradient);

    protected override double Gradient(ReadOnlySpan<double> logits, ReadOnlySpan<WidestSpecies> labels, Span<double> gradient, Reduction reduction) => ULongHead.CrossEntropyGradient(logits, labels, gradient, reduction);

    protected override WidestSpecies ArgMax(ReadOnlySpan<double> logits) => ULongHead.ArgMaxLabel(logits);

    protected override bool TryPredict(ReadOnlySpan<double> logits, double minimumProbability, out WidestSpecies label) => ULongHead.TryPredict(logits, minimumProbability, out label);

    protected override WidestSpecies Predict(ReadOnlySpan<double> features, ReadOnlySpan<double> weights, ReadOnlySpan<double> bias) => ULongHead.PredictLabel(features, weights, bias);

    protected override bool TryPredict(ReadOnlySpan<double> features, ReadOnlySpan<double> weights, ReadOnlySpan<double> bias, double minimumProbability, out WidestSpecies label) =>
        ULongHead.TryPredict(features, weights, bias, minimumProbability, out label);

    protected override double Step(ReadOnlySpan<double> features, ReadOnlySpan<WidestSpecies> labels, ReadOnlySpan<double> weights, ReadOnlySpan<double> bias, Span<double> weightGradient, Span<double> biasGradient, Reduction reduction) =>
        ULongHead.LossAndGradients(features, labels, weights, bias, weightGradient, biasGradient, reduction);

    protected override double Step(ReadOnlySpan<double> features, ReadOnlySpan<WidestSpecies> labels, ReadOnlySpan<double> weights, ReadOnlySpan<double> bias, Span<double> weightGradient, Span<double> biasGradient, Span<double> featureGradient, Reduction reduction) =>
        ULongHead.LossAndGradients(features, labels, weights, bias, weightGradient, biasGradient, featureGradient, reduction);

    protected override string Name(WidestSpecies label) => ULongHead.LabelName(label);

    protected override string Name(int label) => ULongHead.LabelName(label);
}
