namespace SoftmaxGen.Package.Tests;

/// <summary>A test of what only the builds of a build server do; elsewhere it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BuildServerFactAttribute : FactAttribute
{
    public BuildServerFactAttribute() =>
        Skip = Environment.GetEnvironmentVariable("CI") == "true" ? null : "Paths are mapped in builds with CI=true alone.";
}
