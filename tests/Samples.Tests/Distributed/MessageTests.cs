using System.Runtime.InteropServices;
using DistributedTraining;
using DistributedTraining.Grains;
using DistributedTraining.Training;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace SoftmaxGen.Samples.Tests.Distributed;

/// <summary>What a step sends, and what it allocates.</summary>
public sealed class MessageTests : IDisposable
{
    // What says that a message is one, its type included.
    private const int MostOverhead = 64;

    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    [Fact]
    public void Messages_within_a_silo_are_not_copied()
    {
        DeepCopier copier = _services.GetRequiredService<DeepCopier>();
        Floats floats = new(3);
        Doubles doubles = new([1, 2, 3]);

        Assert.Same(floats, copier.Copy(floats));
        Assert.Same(doubles, copier.Copy(doubles));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public void Messages_between_silos_keep_every_bit_and_have_little_besides(int length)
    {
        Serializer serializer = _services.GetRequiredService<Serializer>();
        Random random = new(length);
        Floats floats = new(length);
        random.NextBytes(MemoryMarshal.AsBytes(floats.Values));
        double[] values = new double[length];
        random.NextBytes(MemoryMarshal.AsBytes(values.AsSpan()));
        Doubles doubles = new(values);

        byte[] sentFloats = serializer.SerializeToArray(floats);
        byte[] sentDoubles = serializer.SerializeToArray(doubles);

        // As bytes: random ones are NaN now and then, which equals nothing.
        Assert.Equal(MemoryMarshal.AsBytes(floats.Values), MemoryMarshal.AsBytes(serializer.Deserialize<Floats>(sentFloats)!.Values));
        Assert.Equal(MemoryMarshal.AsBytes(values.AsSpan()), MemoryMarshal.AsBytes(serializer.Deserialize<Doubles>(sentDoubles)!.Values));
        Assert.InRange(sentFloats.Length, length * sizeof(float), (length * sizeof(float)) + MostOverhead);
        Assert.InRange(sentDoubles.Length, length * sizeof(double), (length * sizeof(double)) + MostOverhead);
    }

    [Fact]
    public void Step_of_a_shard_allocates_nothing()
    {
        Shard shard = new(TrainingRun.Set(8), index: 3);
        int count = Problem.Named("digits").ParameterCount;
        float[] parameters = new float[count];
        float[] gradient = new float[count + 1];

        Assert.Equal(0, LeastAllocated(() =>
        {
            for (int step = 0; step < 3; step++)
                shard.LossAndGradient(new StepIndex(step, 3), parameters, gradient);
        }));
    }

    [Fact]
    public void Tree_of_sums_allocates_nothing_the_second_time()
    {
        TreeSum sum = new(100);
        float[] vector = new float[100];

        Assert.Equal(0, LeastAllocated(() =>
        {
            sum.Begin(level: 0);
            for (int shard = 0; shard < 13; shard++)
                sum.Add(vector);

            sum.End();
        }));
    }

    /// <summary>Gets what an action allocates when it is called again. At times the runtime allocates on the thread as well.</summary>
    private static long LeastAllocated(Action action)
    {
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 10; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
