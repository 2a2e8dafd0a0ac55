namespace SoftmaxGen.Generator.Model;

/// <summary>
/// A type that is no head because of a mistake, and gets the members of one all the same: each use of them is an error
/// that repeats the cause, instead of one that says that there is no such member.
/// </summary>
internal sealed record StubSpec : TypeSpec
{
    /// <summary>The id of the first diagnostic of the type.</summary>
    public required string Id { get; init; }

    /// <summary>Its message.</summary>
    public required string Message { get; init; }

    /// <summary>The page about it.</summary>
    public required string HelpLink { get; init; }

    /// <summary>The value of the constant that would hold the class count.</summary>
    public required int Classes { get; init; }

    /// <summary>The value of the constant that would hold the feature count.</summary>
    public required int Features { get; init; }

    /// <summary>Whether the type of reductions is there.</summary>
    public required bool HasReduction { get; init; }

    /// <summary>The kind of head that it would be.</summary>
    public required HeadKind Kind { get; init; }

    /// <summary>What its members have in place of an enumeration; <see langword="null"/> where the user asked for none.</summary>
    public required StubLabels? Labels { get; init; }

    /// <summary>The constants that it has: not those whose names are taken.</summary>
    public required EquatableArray<string> Constants { get; init; }

    /// <summary>The members over each element type that uses may have in mind: one, unless the user names an interface of heads over another.</summary>
    public required EquatableArray<StubElement> Elements { get; init; }
}

/// <summary>What the members of a stub have in place of the enumeration of its labels.</summary>
/// <param name="Type">The enumeration itself where generated code can name it, else <c>int</c>.</param>
/// <param name="IsInternal">Whether it can be in signatures of internal members only.</param>
internal sealed record StubLabels(string Type, bool IsInternal);

/// <summary>The members of a stub over one element type.</summary>
/// <param name="Element">The element type, as far as signatures can have it: <c>float</c>, <c>global::System.Half</c>.</param>
/// <param name="Properties">The public properties: all but those whose names are taken.</param>
/// <param name="Methods">The public methods, as indices of <see cref="HeadMembers.Methods"/>: all but those whose names or signatures are taken.</param>
/// <param name="Interface">How the type implements the interface of heads over that element type; <see langword="null"/> where it cannot.</param>
internal sealed record StubElement(string Element, EquatableArray<string> Properties, EquatableArray<int> Methods, StubInterface? Interface);

/// <summary>What a stub implements explicitly of an interface of heads, since neither a public member nor the user does.</summary>
/// <param name="Properties">The properties.</param>
/// <param name="Methods">The methods.</param>
internal sealed record StubInterface(EquatableArray<string> Properties, EquatableArray<int> Methods);
