namespace SoftmaxGen.Generator.Model;

/// <summary>The weights and the bias of a trained classifier, as numbers of the head's element type.</summary>
/// <remarks>Two are equal when they were parsed from the same text for the same element type: the checksum tells, and no million numbers are compared.</remarks>
internal sealed class WeightsSpec : IEquatable<WeightsSpec>
{
    /// <summary>The name of the file, without its directory.</summary>
    public required string FileName { get; init; }

    /// <summary>The SHA-256 of the file's text in UTF-8, in hexadecimal digits.</summary>
    public required string Checksum { get; init; }

    /// <summary>The element type that the numbers were rounded to.</summary>
    public required ElementInfo Element { get; init; }

    /// <summary>The class count N: a single line of the logistic form counts for two.</summary>
    public required int Classes { get; init; }

    /// <summary>The feature count F.</summary>
    public required int Features { get; init; }

    /// <summary>Whether the file has one line for two classes: class 0 then has zeros.</summary>
    public required bool IsLogistic { get; init; }

    /// <summary>The bits of the N x F weights, row by row.</summary>
    public required IReadOnlyList<ulong> Weights { get; init; }

    /// <summary>The bits of the N biases.</summary>
    public required IReadOnlyList<ulong> Bias { get; init; }

    /// <summary>The smallest of all numbers, as the file has it.</summary>
    public required string Minimum { get; init; }

    /// <summary>The largest of all numbers, as the file has it.</summary>
    public required string Maximum { get; init; }

    public bool Equals(WeightsSpec? other) =>
        other is not null
        && FileName == other.FileName
        && Checksum == other.Checksum
        && Element == other.Element
        && Classes == other.Classes
        && Features == other.Features;

    public override bool Equals(object? obj) => Equals(obj as WeightsSpec);

    public override int GetHashCode() => Checksum.GetHashCode();
}
