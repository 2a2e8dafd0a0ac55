using System.Diagnostics;
using DistributedTraining.Cluster;
using DistributedTraining.Grains;
using DistributedTraining.Training;

namespace DistributedTraining.Costs;

/// <summary>Measures what messages cost: calls that do nothing, empty and with as many bytes as a step has.</summary>
internal static class CostProbe
{
    // Enough for a median, in little time where messages are long.
    private const int LeastRepeats = 5;
    private const int MostRepeats = 200;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(0.3);

    /// <summary>Measures.</summary>
    /// <param name="descent">What was trained.</param>
    /// <param name="gradients">Who computed.</param>
    /// <param name="own">The silo of this process.</param>
    public static async Task<StepCost> MeasureAsync(GradientDescent descent, ClusterGradients gradients, SiloAddress own)
    {
        SiloAddress[] located = await gradients.LocateAsync();
        IReducerGrain[] local = [.. gradients.Reducers.Where((_, block) => located[block].Equals(own))];
        IReducerGrain[] remote = [.. gradients.Reducers.Except(local)];
        int silos = located.Distinct().Count();
        int parameters = descent.Parameters.Length;
        Floats nothing = new(0);
        Floats weights = new(parameters);
        int answer = 2 * (parameters + 1);
        double empty = await MedianAsync(descent.RunEmptyStepAsync);
        double within = await MedianAsync(() => Task.WhenAll(local.Select(reducer => reducer.LossAndGradient(StepIndex.Empty, weights))));
        double one = await MedianAsync(() => remote.Length == 0 ? Task.CompletedTask : remote[0].Echo(nothing, 0));
        double calls = await MedianAsync(() => All(nothing, 0));
        double there = await MedianAsync(() => All(weights, 0));
        double back = await MedianAsync(() => All(nothing, answer));
        StepCost parts = new(
            silos,
            located.Length,
            parameters,
            Compute: Math.Max(0, descent.Times.Step - descent.Times.Update - empty) * silos,
            Within: within / Math.Max(1, local.Length),
            Latency: 0,
            Call: Share(calls - one),
            Out: Share(there - calls),
            Back: Share(back - calls),
            descent.Times.Update);

        // What is left of an empty step: the way there and back, and threads that wake up for it.
        double known = parts.Step(silos) - (parts.Compute / silos) - parts.Update;
        return parts with { Latency = remote.Length == 0 ? 0 : Math.Max(0, empty - known) };

        Task All(Floats request, int length) => Task.WhenAll(remote.Select(reducer => reducer.Echo(request, length)));

        double Share(double milliseconds) => Math.Max(0, milliseconds) / Math.Max(1, remote.Length);
    }

    private static async Task<double> MedianAsync(Func<Task> call)
    {
        await call();
        List<double> times = [];
        long begin = Stopwatch.GetTimestamp();
        while (times.Count < LeastRepeats || (times.Count < MostRepeats && Stopwatch.GetElapsedTime(begin) < Time))
        {
            long start = Stopwatch.GetTimestamp();
            await call();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return StepTimes.Median(times);
    }
}
