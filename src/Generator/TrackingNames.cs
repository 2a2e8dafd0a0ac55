namespace SoftmaxGen.Generator;

/// <summary>The names of the pipeline's steps, for tests of what reruns.</summary>
internal static class TrackingNames
{
    /// <summary>The types with the attribute, as far as they can be parsed without other files.</summary>
    public const string DeclaredTypes = nameof(DeclaredTypes);

    /// <summary>The weights that heads ask for.</summary>
    public const string WeightsRequests = nameof(WeightsRequests);

    /// <summary>Which file each request means.</summary>
    public const string WeightsMatches = nameof(WeightsMatches);

    /// <summary>The files that are read, each with the request that means it.</summary>
    public const string WeightsFiles = nameof(WeightsFiles);

    /// <summary>The files as read.</summary>
    public const string Weights = nameof(Weights);

    /// <summary>What came of all requests.</summary>
    public const string WeightsResults = nameof(WeightsResults);

    /// <summary>The types that get a generated part, as parsed: heads, with their weights, and stubs.</summary>
    public const string Types = nameof(Types);

    /// <summary>The file names that differ from another one by case only.</summary>
    public const string FileNameCollisions = nameof(FileNameCollisions);

    /// <summary>The heads that differ by their types alone.</summary>
    public const string Groups = nameof(Groups);

    /// <summary>The heads of each file.</summary>
    public const string Heads = nameof(Heads);

    /// <summary>The heads as planned.</summary>
    public const string Plans = nameof(Plans);

    /// <summary>The files of heads: hint name and plan.</summary>
    public const string Files = nameof(Files);

    /// <summary>The files of stubs: hint name and stub.</summary>
    public const string StubFiles = nameof(StubFiles);

    /// <summary>The diagnostics that no analyzer reports.</summary>
    public const string Diagnostics = nameof(Diagnostics);
}
