namespace SoftmaxGen.Generator.Model;

/// <summary>The weights that a head asks for. Heads that ask for the same share what comes of it.</summary>
/// <param name="Name">The file, as the attribute names it.</param>
/// <param name="Classes">The class count N.</param>
/// <param name="Features">The feature count F; <see langword="null"/> where the file decides.</param>
/// <param name="Element">The element type that numbers are rounded to.</param>
internal sealed record WeightsRequest(string Name, int Classes, int? Features, ElementInfo Element);

/// <summary>What came of a request: the weights, or what is wrong.</summary>
/// <param name="Request">The request.</param>
/// <param name="Weights">The weights; <see langword="null"/> where there are errors.</param>
/// <param name="Errors">What is wrong, the first mistake first.</param>
internal sealed record WeightsResult(WeightsRequest Request, WeightsSpec? Weights, EquatableArray<WeightsError> Errors);

/// <summary>A mistake in a file of weights, or in how the attribute asks for it.</summary>
internal sealed record WeightsError
{
    // A number or a name has no more characters; what is longer is something else.
    private const int ShownCharacters = 200;

    private WeightsError(string id, IEnumerable<string> arguments)
    {
        Id = id;
        Arguments = new([.. arguments.Select(Show)]);
    }

    /// <summary>The id of the diagnostic.</summary>
    public string Id { get; }

    /// <summary>What its message shows.</summary>
    public EquatableArray<string> Arguments { get; }

    /// <summary>What the property can be set to; see <c>Remedies</c>.</summary>
    public EquatableArray<string> Remedies { get; init; }

    /// <summary>The property of the attribute that it is reported at; <see langword="null"/> for a place in the file.</summary>
    public string? Property { get; private init; }

    /// <summary>The place in the file.</summary>
    public FilePlace? Place { get; private init; }

    public static WeightsError AtProperty(string property, string id, params string[] arguments) => new(id, arguments) { Property = property };

    public static WeightsError InFile(FilePlace place, string id, params string[] arguments) => new(id, arguments) { Place = place };

    /// <summary>A text as one line of limited length: messages are repeated in comments of generated code.</summary>
    public static string Show(string text)
    {
        string shown = text.Length <= ShownCharacters ? text : $"{text.Substring(0, ShownCharacters)}...";
        return new string([.. shown.Select(static character => char.IsControl(character) || character is '\u2028' or '\u2029' ? ' ' : character)]);
    }
}

/// <summary>How a head uses a file of weights, which the parser of types does not read.</summary>
/// <param name="Request">What it asks for.</param>
/// <param name="Stub">The stub to have in place of the head where that fails; <see langword="null"/> where the project can have none.</param>
internal sealed record WeightsUse(WeightsRequest Request, StubSpec? Stub);

/// <summary>Where the attribute asks for weights.</summary>
/// <param name="Weights">Where it names the file.</param>
/// <param name="Features">Where it has the feature count.</param>
internal sealed record WeightsPlaces(FilePlace Weights, FilePlace Features);
