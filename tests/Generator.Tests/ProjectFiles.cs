using System.Reflection;

namespace SoftmaxGen.Generator.Tests;

/// <summary>Finds the sources of this project, wherever the built tests run.</summary>
internal static class ProjectFiles
{
    // Not from [CallerFilePath]: deterministic builds map that path away.
    public static string Directory { get; } = typeof(ProjectFiles).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "ProjectDirectory").Value!;
}
