using System.Numerics;
using System.Reflection;
using SoftmaxGen.Benchmarks.Kernels;
using SoftmaxGen.Benchmarks.Timing;

namespace SoftmaxGen.Benchmarks.Losses;

/// <summary>A class count and an element type with a head for each option, free of type parameters.</summary>
internal abstract class LossCase(ElementKind element, int classes)
{
    /// <summary>The most classes of heads that compile in no time.</summary>
    private const int FewClasses = 10;

    private static readonly int[] ClassCounts = [3, 10, 32, 100, 200];

    public static IReadOnlyList<LossCase> All { get; } =
    [
        .. ClassCounts.Select(classes => new LossCase<float>(ElementKind.Single, classes)),
        .. ClassCounts.Select(classes => new LossCase<double>(ElementKind.Double, classes)),
    ];

    /// <summary>The class counts to measure: to see that it works, those do whose heads compile in no time.</summary>
    public static IReadOnlyList<int> ClassCountsFor(Effort effort) =>
        effort == Effort.Smoke ? [.. ClassCounts.Where(classes => classes <= FewClasses)] : ClassCounts;

    public ElementKind Element => element;

    public int Classes => classes;

    public IEnumerable<HeadSource> Heads => LossOption.All.Select(HeadWith);

    /// <summary>Measures the heads of an assembly in turns, all on the same data and into the same memory.</summary>
    public abstract IReadOnlyList<Measurement> Measure(Assembly assembly, TimeSpan inTurns, TimeSpan warmUp);

    protected HeadSource HeadWith(LossOption option) => new(element, classes, option.Name, option.Arguments(classes));
}

/// <inheritdoc cref="LossCase"/>
internal sealed class LossCase<T>(ElementKind element, int classes) : LossCase(element, classes)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override IReadOnlyList<Measurement> Measure(Assembly assembly, TimeSpan inTurns, TimeSpan warmUp)
    {
        using LossBenchmarks<T> benchmarks = new(Classes);
        Func<T>[] calls = [.. LossOption.All.Select(option => benchmarks.Bind(Find(assembly, HeadWith(option).Name), option))];
        foreach ((LossOption option, Func<T> call) in LossOption.All.Zip(calls))
            benchmarks.RequireSense(call, option, HeadWith(option).Name);

        IReadOnlyList<double> times = Turns.Run([.. calls.Select<Func<T>, Action>(call => () => call())], inTurns, warmUp);
        return [.. LossOption.All.Zip(times, (option, time) => new Measurement(new(Suite.Batch, option.Name, Element, Classes), time / benchmarks.Rows))];
    }

    private static LossAndGradient<T> Find(Assembly assembly, string head) => assembly.GetType(head, throwOnError: true)!
        .GetMethod(nameof(ISoftmaxHead<>.CrossEntropyGradient), [typeof(ReadOnlySpan<T>), typeof(ReadOnlySpan<int>), typeof(Span<T>), typeof(Reduction)])!
        .CreateDelegate<LossAndGradient<T>>();
}
