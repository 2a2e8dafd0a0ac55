using System.Collections.Immutable;

namespace SoftmaxGen.Generator.Diagnostics;

/// <summary>
/// What a code fix can put in place of a mistake, as the parser says it: it knows the limits. It goes with a diagnostic as
/// properties, which are text.
/// </summary>
internal static class Remedies
{
    /// <summary>In place of an expression: the argument is left out, and has its default.</summary>
    public const string Removal = "";

    private const string OptionKey = "Option";

    private const string ExpressionsKey = "Expressions";

    private const char Separator = '\n';

    /// <summary>The properties of a diagnostic for which nothing can be put in place.</summary>
    public static ImmutableDictionary<string, string?> None => ImmutableDictionary<string, string?>.Empty;

    /// <summary>The properties of a diagnostic.</summary>
    /// <param name="option">What is set, as the title of a fix names it: a property of the attribute, for instance.</param>
    /// <param name="expressions">The expressions that it can be set to, the one that fits most often first.</param>
    public static ImmutableDictionary<string, string?> Set(string option, params IEnumerable<string> expressions) =>
        None.Add(OptionKey, option).Add(ExpressionsKey, string.Join($"{Separator}", expressions));

    /// <summary>What is set, and to what; nothing where there is nothing to put in place.</summary>
    public static (string Option, ImmutableArray<string> Expressions) Read(ImmutableDictionary<string, string?> properties) =>
        properties.TryGetValue(OptionKey, out string? option) && properties.TryGetValue(ExpressionsKey, out string? expressions)
            ? (option!, [.. expressions!.Split(Separator)])
            : ("", []);

    /// <summary>An element type as the attribute has it.</summary>
    public static string TypeOf(string keyword) => $"typeof({keyword})";
}
