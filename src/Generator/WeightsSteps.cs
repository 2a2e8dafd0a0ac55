using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Model;
using SoftmaxGen.Generator.Parsing;

namespace SoftmaxGen.Generator;

/// <summary>The steps that read files of weights: each once for all heads that ask for the same, and no other file of the project.</summary>
internal static class WeightsSteps
{
    public static IncrementalValueProvider<EquatableArray<WeightsResult>> Read(
        IncrementalValuesProvider<DeclaredType> types,
        IncrementalValuesProvider<AdditionalText> additionalTexts)
    {
        IncrementalValueProvider<EquatableArray<WeightsRequest>> requests = types
            .SelectMany(static (type, _) => type.Weights is { } use ? ImmutableArray.Create(use.Request) : [])
            .Collect()
            .Select(static (all, _) => new EquatableArray<WeightsRequest>([.. all.Distinct()]))
            .WithTrackingName(TrackingNames.WeightsRequests);

        // Names alone: an edit of a file changes none.
        IncrementalValueProvider<EquatableArray<WeightsMatch>> matches = additionalTexts
            .Select(static (file, _) => file.Path)
            .Collect()
            .Combine(requests)
            .Select(static (pair, _) => new EquatableArray<WeightsMatch>([.. pair.Right.Select(request => WeightsFiles.Find(request, pair.Left))]))
            .WithTrackingName(TrackingNames.WeightsMatches);

        // A text is another object after an edit, and the same one as long as there is none: nobody compares its characters.
        IncrementalValuesProvider<WeightsResult> read = additionalTexts
            .Combine(matches)
            .SelectMany(static (pair, _) => pair.Right
                .Where(match => match.Path == pair.Left.Path)
                .Select(match => (File: pair.Left, match.Request)))
            .WithTrackingName(TrackingNames.WeightsFiles)
            .Select(static (use, cancellationToken) => WeightsReader.Read(use.Request, use.File, cancellationToken))
            .WithTrackingName(TrackingNames.Weights);

        return read
            .Collect()
            .Combine(matches)
            .Select(static (pair, _) => new EquatableArray<WeightsResult>(
                [.. pair.Left, .. pair.Right.Where(static match => match.Path is null).Select(WeightsReader.Failed)]))
            .WithTrackingName(TrackingNames.WeightsResults);
    }
}
