using System.Globalization;

namespace SoftmaxGen.Generator.Model;

/// <summary>An element type of heads, and all that follows from it for plans and for generated text.</summary>
internal sealed record ElementInfo
{
    private ElementInfo()
    {
    }

    public static ElementInfo Single { get; } = new()
    {
        Keyword = "float",
        Bits = 32,
        Prefix = "Single",
        Integer = "int",
        LiteralSuffix = "f",
        TermsPerLane = 8,
        LossMayOverflow = false,
        SumsAreDoubleWords = false,
        SmallestNormal = 1.1754943508222875E-38,
        LargestFinite = float.MaxValue,
    };

    public static ElementInfo Double { get; } = new()
    {
        Keyword = "double",
        Bits = 64,
        Prefix = "Double",
        Integer = "long",
        LiteralSuffix = "",
        TermsPerLane = 4,
        LossMayOverflow = true,
        SumsAreDoubleWords = true,
        SmallestNormal = 2.2250738585072014E-308,
        LargestFinite = double.MaxValue,
    };

    /// <summary>Every element type.</summary>
    public static EquatableArray<ElementInfo> All { get; } = new([Single, Double]);

    /// <summary>The C# keyword.</summary>
    public required string Keyword { get; init; }

    public required int Bits { get; init; }

    /// <summary>Starts the names of the runtime's types for it.</summary>
    public required string Prefix { get; init; }

    /// <summary>The keyword of the integer type as wide as this one.</summary>
    public required string Integer { get; init; }

    /// <summary>Ends a literal that has a decimal point.</summary>
    public required string LiteralSuffix { get; init; }

    /// <summary>After how many terms per virtual lane a sum moves to its second level: time against accuracy.</summary>
    /// <remarks>See docs/thresholds.md#sum-blocks.</remarks>
    public required int TermsPerLane { get; init; }

    /// <summary>Whether the loss of targets may overflow before it is rounded; that of floats is computed in double.</summary>
    public required bool LossMayOverflow { get; init; }

    /// <summary>Whether sums in twice the precision are two numbers of this type; else they are doubles.</summary>
    public required bool SumsAreDoubleWords { get; init; }

    /// <summary>The smallest normal number.</summary>
    public required double SmallestNormal { get; init; }

    /// <summary>The largest finite number.</summary>
    public required double LargestFinite { get; init; }

    /// <summary>The binary digits of a normal number.</summary>
    public int Digits => Bits == 32 ? 24 : 53;

    /// <summary>The elements of a vector of 256 bits: half of the virtual lanes of a sum.</summary>
    public int GroupLanes => 256 / Bits;

    /// <summary>A number rounded to this type.</summary>
    public double Round(double value) => Bits == 32 ? (float)value : value;

    /// <summary>The elements of a vector.</summary>
    public int Lanes(int vectorBits) => vectorBits / Bits;

    /// <summary>A finite number as a literal of this type: the shortest of its texts that is read back the same.</summary>
    public string Literal(double value) => $"{(this == Single ? Text((float)value, "G7", "G9") : Text(value, "G15", "G17"))}{LiteralSuffix}";

    private static string Text<T>(T value, string shorter, string longer)
        where T : IFormattable, IConvertible, IEquatable<T>
    {
        string text = value.ToString(shorter, CultureInfo.InvariantCulture);
        return Equals(Convert.ChangeType(text, typeof(T), CultureInfo.InvariantCulture), value) ? text : value.ToString(longer, CultureInfo.InvariantCulture);
    }
}
