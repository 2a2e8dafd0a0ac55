using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace DistributedTraining.Training;

/// <summary>Trains by gradient descent with momentum: v = 0.9 v + dC/dw, w = w - rate v, for the mean loss of a step's rows.</summary>
/// <remarks>In double, with plain sums and products: the same bits on every machine.</remarks>
internal sealed class GradientDescent
{
    private const double Momentum = 0.9;

    private readonly TrainingSet _set;
    private readonly float _rate;
    private readonly IGradients _gradients;
    private readonly TreeSum _sum;
    private readonly float[] _rounded;
    private readonly TrainingState _state;

    public GradientDescent(TrainingSet set, int stepCount, float rate, IGradients gradients, TrainingState? state)
    {
        int count = Problem.Named(set.Problem).ParameterCount;
        _set = set;
        StepCount = stepCount;
        _rate = rate;
        _gradients = gradients;
        _sum = new TreeSum(count + 1);
        _rounded = new float[count];
        _state = state ?? new TrainingState(0, [], new double[count], new double[count]);
        Round();
    }

    /// <summary>Gets the number of steps in an epoch.</summary>
    public int StepCount { get; }

    /// <summary>Gets what training has come to.</summary>
    public TrainingState State => _state;

    /// <summary>Gets the weights and the biases as the head takes them.</summary>
    public ReadOnlySpan<float> Parameters => _rounded;

    /// <summary>Gets what the steps took until now.</summary>
    public StepTimes Times { get; } = new();

    /// <summary>Goes through all rows once.</summary>
    /// <returns>The mean loss, in nats, each row's at the step that it was part of.</returns>
    public async Task<double> RunEpochAsync()
    {
        double loss = 0;
        for (int index = 0; index < StepCount; index++)
        {
            long start = Stopwatch.GetTimestamp();
            StepIndex step = new(index, StepCount);
            await _gradients.AddAsync(step, _rounded, _sum);
            long end = Stopwatch.GetTimestamp();
            loss += Step(_sum.End(), RowCount(step));
            Times.Add(Stopwatch.GetElapsedTime(start), Stopwatch.GetElapsedTime(end));
        }

        _state.Epoch++;
        _state.Losses.Add(loss / _set.Rows);
        return loss / _set.Rows;
    }

    /// <summary>Does all that a step does but for its rows and its new weights.</summary>
    public Task RunEmptyStepAsync() => _gradients.AddAsync(StepIndex.Empty, _rounded, _sum);

    /// <summary>Gets a digest of the bits of all parameters.</summary>
    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(_state.Parameters.AsSpan())))[..16];

    private long RowCount(StepIndex step)
    {
        long count = 0;
        for (int shard = 0; shard < _set.Shards; shard++)
            count += RowRange.Part(RowRange.Part(_set.Rows, shard, _set.Shards).Count, step.Index, step.Count).Count;

        return count;
    }

    /// <summary>Takes a step down the gradient, and returns the loss that is behind it.</summary>
    private double Step(ReadOnlySpan<double> sum, long rows)
    {
        double[] parameters = _state.Parameters, velocity = _state.Velocity;
        for (int i = 0; i < parameters.Length; i++)
        {
            velocity[i] = (Momentum * velocity[i]) + (sum[i] / rows);
            parameters[i] -= _rate * velocity[i];
        }

        Round();
        return sum[^1];
    }

    private void Round()
    {
        for (int i = 0; i < _rounded.Length; i++)
            _rounded[i] = (float)_state.Parameters[i];
    }
}
