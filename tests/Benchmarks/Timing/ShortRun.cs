namespace SoftmaxGen.Benchmarks.Timing;

/// <summary>The categories of the benchmarks that the short run takes.</summary>
internal static class ShortRun
{
    public const string Single = "ShortSingle";
    public const string Double = "ShortDouble";
}
