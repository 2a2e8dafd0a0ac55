using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;

namespace SoftmaxGen.Runtime.Tests.Contract;

public abstract class DenseConcurrencyTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Threads = 4;

    // The last one's scratch comes from the pool, which threads share.
    [Theory]
    [InlineData(3, 10, 50)]
    [InlineData(64, 10, 50)]
    [InlineData(100, 37, 20)]
    [InlineData(16, 1000, 5)]
    public void Members_on_many_threads_give_the_bits_of_one(int features, int classes, int calls)
    {
        DenseHead<T> head = DenseHeadRegistry<T>.Get(features, classes);

        // Each thread has inputs of its own: shared state would carry one thread's numbers into another's.
        DenseArguments<T>[][] expected = [.. Enumerable.Range(0, Threads).Select(thread => Each(features, classes, thread))];
        T[][] results = [.. expected.Select(arguments => arguments.Select(a => a.Call(head)).ToArray())];

        using var start = new Barrier(Threads);
        var failures = new string?[Threads];
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
        {
            DenseArguments<T>[] own = Each(features, classes, thread);
            start.SignalAndWait();
            for (int call = 0; call < calls; call++)
            {
                for (int m = 0; m < own.Length; m++)
                {
                    own[m].Reset();
                    bool same = Bits.Same(results[thread][m], own[m].Call(head)) && own[m].WrittenIsSame(expected[thread][m]);
                    if (!same)
                    {
                        failures[thread] ??= $"{DenseMembers<T>.All[m]}, call {call} of thread {thread}";
                    }
                }
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.All(failures, Assert.Null);
    }

    private static DenseArguments<T>[] Each(int features, int classes, int seed) =>
        [.. DenseMembers<T>.All.Select(member => new DenseArguments<T>(member, features, classes, member.SingleRow ? 1 : 66, seed + 20))];
}

public sealed class DenseConcurrencySingleTests : DenseConcurrencyTests<float>;

public sealed class DenseConcurrencyDoubleTests : DenseConcurrencyTests<double>;
