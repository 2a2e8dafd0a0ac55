namespace SoftmaxGen.Runtime.Tests.Labels;

/// <summary>Rows that are ignored, with a value of the enumeration that no member has.</summary>
public class IgnoredLabelTests
{
    private static readonly float[] Logits = [1, 2, 3, float.NaN, float.NaN, float.NaN, 3, 1, 2];

    private static readonly double Expected = IntHead.CrossEntropy([1, 2, 3, 3, 1, 2], [0, 1]);

    [Fact]
    public void Ignored_label_may_be_a_value_of_each_underlying_type()
    {
        Assert.Equal(Expected, IgnoringIntHead.CrossEntropy(Logits, [Species.Setosa, (Species)(-100), Species.Versicolor]));
        Assert.Equal(Expected, IgnoringByteHead.CrossEntropy(Logits, [SmallSpecies.Setosa, (SmallSpecies)255, SmallSpecies.Versicolor]));
        Assert.Equal(Expected, IgnoringLongHead.CrossEntropy(Logits, [WideSpecies.Setosa, (WideSpecies)(-100), WideSpecies.@class]));
        Assert.Equal(0, IgnoringLongHead.CrossEntropyGradient(Logits.AsSpan(3, 3), (WideSpecies)(-100), new float[3]));
    }

    // -1 has the bits of 4294967295, and -100 the lower bits of 2^32 - 100.
    [Fact]
    public void Ignored_label_is_a_number_and_not_its_bits()
    {
        Assert.Throws<ArgumentOutOfRangeException>("labels", () => IgnoringUIntHead.CrossEntropy(Logits, [UnsignedSpecies.Setosa, (UnsignedSpecies)uint.MaxValue, UnsignedSpecies.Setosa]));
        Assert.Throws<ArgumentOutOfRangeException>("labels", () => IgnoringLongHead.CrossEntropy(Logits, [WideSpecies.Setosa, (WideSpecies)((1L << 32) - 100), WideSpecies.Setosa]));
    }

    [Fact]
    public void Ignored_label_has_no_name() =>
        Assert.Equal(-100, Assert.Throws<ArgumentOutOfRangeException>("label", () => IgnoringIntHead.LabelName(-100)).ActualValue);
}
