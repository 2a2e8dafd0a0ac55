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

    /// <summary>The element type as the user wrote it, as far as signatures can have it: <c>float</c>, <c>global::System.Half</c>.</summary>
    public required string Element { get; init; }

    /// <summary>Whether the library is there, and with it the type of reductions.</summary>
    public required bool HasRuntime { get; init; }

    /// <summary>Whether there is a constant that would hold the class count: not where the name is taken.</summary>
    public required bool HasClassCount { get; init; }

    /// <summary>The public methods, as indices of <see cref="HeadMembers.Methods"/>: all but those whose names or signatures are taken.</summary>
    public required EquatableArray<int> Methods { get; init; }

    /// <summary>Whether the type implements the interface of heads over <see cref="Element"/>.</summary>
    public required bool ImplementsInterface { get; init; }

    /// <summary>Whether it implements the interface's class count.</summary>
    public required bool ImplementsClassCount { get; init; }

    /// <summary>The methods that it implements explicitly, since no public one does.</summary>
    public required EquatableArray<int> ExplicitMethods { get; init; }
}
