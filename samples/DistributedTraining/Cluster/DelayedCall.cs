using DistributedTraining.Grains;

namespace DistributedTraining.Cluster;

/// <summary>Calls of reducers as they would be on a slow network: they wait on the way in, and on the way out.</summary>
internal static class DelayedCall
{
    public static async Task InvokeAsync(IIncomingGrainCallContext context, TimeSpan delay)
    {
        bool isDelayed = context.InterfaceMethod.DeclaringType == typeof(IReducerGrain);
        if (isDelayed)
            await WaitAsync(delay);

        await context.Invoke();
        if (isDelayed)
            await WaitAsync(delay);
    }

    // A timer is some milliseconds late, a thread that sleeps is not.
    private static Task WaitAsync(TimeSpan delay) =>
        Task.Factory.StartNew(() => Thread.Sleep(delay), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
