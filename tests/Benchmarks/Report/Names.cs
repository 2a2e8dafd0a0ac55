using SoftmaxGen.Benchmarks.Timing;

namespace SoftmaxGen.Benchmarks.Report;

/// <summary>What titles and files call things.</summary>
internal static class Names
{
    public static string Of(ElementKind element) => element == ElementKind.Single ? "float" : "double";

    public static string Of(Suite suite) => suite == Suite.Batch ? "batch" : "row";
}
