using System.Numerics;
using System.Reflection;
using BenchmarkDotNet.Attributes;
using SoftmaxGen.Benchmarks.Timing;

namespace SoftmaxGen.Benchmarks.Heads;

/// <summary>A head with the benchmarks of it, free of type parameters.</summary>
internal abstract class HeadCase
{
    public abstract string Name { get; }

    public abstract int Classes { get; }

    public abstract ElementKind Element { get; }

    /// <summary>The rows that a benchmark takes in one invocation.</summary>
    public abstract int Rows { get; }

    /// <summary>The rows that a benchmark of the Jacobian takes in one invocation.</summary>
    public abstract int Jacobians { get; }

    /// <summary>The benchmark classes, closed over the head.</summary>
    public abstract IReadOnlyList<Type> BenchmarkTypes { get; }

    /// <summary>The benchmarks of the short run.</summary>
    public string ShortCategory => Element == ElementKind.Single ? ShortRun.Single : ShortRun.Double;

    /// <summary>Runs each benchmark once, without BenchmarkDotNet.</summary>
    public abstract IReadOnlyList<Measurement> RunOnce();

    /// <summary>Runs the benchmarks of the short run in turns.</summary>
    public abstract IReadOnlyList<Measurement> RunInTurns(TimeSpan duration);

    /// <summary>Runs every benchmark in turns, those of peers left out.</summary>
    public abstract IReadOnlyList<Measurement> RunAllInTurns(TimeSpan duration);
}

/// <inheritdoc cref="HeadCase"/>
internal sealed class HeadCase<THead, T> : HeadCase
    where THead : struct, ISoftmaxHead<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Name => typeof(THead).Name;

    public override int Classes => THead.ClassCount;

    public override ElementKind Element => typeof(T) == typeof(float) ? ElementKind.Single : ElementKind.Double;

    public override int Rows => RowData<THead, T>.Rows;

    public override int Jacobians => RowData<THead, T>.Jacobians;

    public override IReadOnlyList<Type> BenchmarkTypes { get; } =
        [typeof(BatchBenchmarks<THead, T>), typeof(RowBenchmarks<THead, T>), typeof(PeerBenchmarks<THead, T>)];

    public override IReadOnlyList<Measurement> RunOnce() => SmokeRun<THead, T>.Run(this);

    public override IReadOnlyList<Measurement> RunInTurns(TimeSpan duration) => HeadTurns<THead, T>.Run(
        this, method => method.GetCustomAttribute<BenchmarkCategoryAttribute>()?.Categories.Contains(ShortCategory) == true, duration);

    public override IReadOnlyList<Measurement> RunAllInTurns(TimeSpan duration) =>
        HeadTurns<THead, T>.Run(this, method => method.DeclaringType != typeof(PeerBenchmarks<THead, T>), duration);
}
