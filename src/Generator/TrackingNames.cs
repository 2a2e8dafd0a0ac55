namespace SoftmaxGen.Generator;

/// <summary>The names of the pipeline's steps, for tests of what reruns.</summary>
internal static class TrackingNames
{
    /// <summary>The heads as parsed.</summary>
    public const string Heads = nameof(Heads);

    /// <summary>The file names that differ from another one by case only.</summary>
    public const string FileNameCollisions = nameof(FileNameCollisions);

    /// <summary>The heads as planned.</summary>
    public const string Plans = nameof(Plans);

    /// <summary>The files to write: hint name and plan.</summary>
    public const string Files = nameof(Files);
}
