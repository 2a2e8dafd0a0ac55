namespace SoftmaxGen.Benchmarks.Heads;

/// <summary>All heads that are timed. N covers every tail of a vector, and both sides of each size at which plans change.</summary>
internal static class HeadList
{
    public static IReadOnlyList<HeadCase> All { get; } =
    [
        new HeadCase<Single2, float>(),
        new HeadCase<Single3, float>(),
        new HeadCase<Single4, float>(),
        new HeadCase<Single5, float>(),
        new HeadCase<Single7, float>(),
        new HeadCase<Single8, float>(),
        new HeadCase<Single10, float>(),
        new HeadCase<Single13, float>(),
        new HeadCase<Single16, float>(),
        new HeadCase<Single20, float>(),
        new HeadCase<Single32, float>(),
        new HeadCase<Single37, float>(),
        new HeadCase<Single64, float>(),
        new HeadCase<Single100, float>(),
        new HeadCase<Single128, float>(),
        new HeadCase<Single256, float>(),
        new HeadCase<Single512, float>(),
        new HeadCase<Single1000, float>(),
        new HeadCase<Single4096, float>(),
        new HeadCase<Double2, double>(),
        new HeadCase<Double3, double>(),
        new HeadCase<Double4, double>(),
        new HeadCase<Double5, double>(),
        new HeadCase<Double7, double>(),
        new HeadCase<Double8, double>(),
        new HeadCase<Double10, double>(),
        new HeadCase<Double13, double>(),
        new HeadCase<Double16, double>(),
        new HeadCase<Double20, double>(),
        new HeadCase<Double32, double>(),
        new HeadCase<Double37, double>(),
        new HeadCase<Double64, double>(),
        new HeadCase<Double100, double>(),
        new HeadCase<Double128, double>(),
        new HeadCase<Double256, double>(),
        new HeadCase<Double512, double>(),
        new HeadCase<Double1000, double>(),
        new HeadCase<Double4096, double>(),
    ];

    public static IReadOnlyList<int> ClassCounts { get; } = [.. All.Select(head => head.Classes).Distinct().Order()];
}
