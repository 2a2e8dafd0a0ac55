using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SoftmaxGen.Generator.Diagnostics;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Parsing;

/// <summary>From requests for weights to heads that have them. Generator and analyzer both read here.</summary>
internal static class WeightsReader
{
    // What was read of a text, for as long as the compiler keeps the text. The generator reads it first, then the analyzer for
    // each head, and after each edit.
    private static readonly ConditionalWeakTable<SourceText, Dictionary<(string Path, WeightsRequest Request), WeightsResult>> Results = new();

    /// <summary>What comes of a request in a project.</summary>
    public static WeightsResult Read(WeightsRequest request, ImmutableArray<AdditionalText> files, CancellationToken cancellationToken)
    {
        WeightsMatch match = WeightsFiles.Find(request, files.Select(static file => file.Path));
        return match.Path is null
            ? Failed(match)
            : Read(request, files.First(file => file.Path == match.Path), cancellationToken);
    }

    /// <summary>What comes of a request if a file is what it means.</summary>
    public static WeightsResult Read(WeightsRequest request, AdditionalText file, CancellationToken cancellationToken)
    {
        if (file.GetText(cancellationToken) is not { } text)
            return new(request, Weights: null, new([WeightsFiles.Unreadable(request, file.Path)]));

        Dictionary<(string Path, WeightsRequest Request), WeightsResult> results = Results.GetOrCreateValue(text);
        lock (results)
        {
            if (!results.TryGetValue((file.Path, request), out WeightsResult? result))
            {
                result = WeightsParser.Parse(text, file.Path, request, cancellationToken);
                results.Add((file.Path, request), result);
            }

            return result;
        }
    }

    /// <summary>The result of a request that means no file.</summary>
    public static WeightsResult Failed(WeightsMatch match) => new(match.Request, Weights: null, new([match.Error!]));

    /// <summary>A type with its weights, or where something is wrong with them, its stub; <see langword="null"/> where it can have none.</summary>
    public static TypeSpec? Complete(DeclaredType type, IEnumerable<WeightsResult> results)
    {
        if (type.Weights is not { } use || type.Spec is not HeadSpec head)
            return type.Spec;
        WeightsResult result = Find(results, use);
        return result.Weights is { } weights
            ? head with { Features = weights.Features, Weights = weights }
            : use.Stub is { } stub ? WeightsDiagnostics.Stub(stub, result.Errors[0]) : null;
    }

    /// <summary>What there is to say about a type and its weights, but for what the compiler says itself.</summary>
    public static IEnumerable<DiagnosticInfo> Diagnostics(ParsedType type, IEnumerable<WeightsResult> results) =>
    [
        .. HeadDiagnostics.UnsaidByCompiler(type),
        .. type is { Weights: { } use, Places: { } places } ? Find(results, use).Errors.Select(error => WeightsDiagnostics.ToInfo(error, places)) : [],
    ];

    private static WeightsResult Find(IEnumerable<WeightsResult> results, WeightsUse use) => results.First(result => result.Request == use.Request);
}
