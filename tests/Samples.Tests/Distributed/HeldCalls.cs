using DistributedTraining.Grains;

namespace SoftmaxGen.Samples.Tests.Distributed;

/// <summary>Keeps a silo from answering calls of training, so that it can be killed while they wait.</summary>
internal sealed class HeldCalls
{
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isHolding;

    /// <summary>Holds up all calls from now on, for good.</summary>
    /// <returns>A task that ends when there is one.</returns>
    public Task HoldAsync()
    {
        _isHolding = true;
        return _held.Task;
    }

    public async Task InvokeAsync(IIncomingGrainCallContext context)
    {
        if (_isHolding && context.InterfaceMethod.DeclaringType == typeof(IReducerGrain))
        {
            _held.TrySetResult();
            await Task.Delay(Timeout.Infinite);
        }

        await context.Invoke();
    }
}
