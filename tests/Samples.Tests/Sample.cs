using System.Reflection;

namespace SoftmaxGen.Samples.Tests;

/// <summary>The files of the samples, as they are in the repository.</summary>
internal static class Sample
{
    private static readonly string Directory = typeof(Sample).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == "SamplesDirectory").Value!;

    /// <summary>The full path of a file of a sample.</summary>
    public static string File(string sample, params string[] path) => Path.Combine([Directory, sample, .. path]);
}
