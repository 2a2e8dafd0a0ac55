using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;

namespace SoftmaxGen.Runtime.Tests.Contract;

public abstract class ConcurrencyTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Threads = 4;
    private const int Calls = 50;

    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void Members_on_many_threads_give_the_bits_of_one(int classes)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        Member<T>[] members = [.. Members<T>.All.Where(member => member.Shape != Shape.Square || classes <= 129)];
        int calls = classes > 300 ? Calls / 10 : Calls;

        // Each thread has inputs of its own: shared state would carry one thread's numbers into another's.
        Arguments<T>[][] expected = [.. Enumerable.Range(0, Threads).Select(thread => Each(members, classes, thread))];
        T[][] results = [.. expected.Select(arguments => arguments.Select(a => a.Call(head)).ToArray())];

        using var start = new Barrier(Threads);
        var failures = new string?[Threads];
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
        {
            Arguments<T>[] own = Each(members, classes, thread);
            start.SignalAndWait();
            for (int call = 0; call < calls; call++)
            {
                for (int m = 0; m < members.Length; m++)
                {
                    own[m].Reset();
                    bool same = Bits.Same(results[thread][m], own[m].Call(head))
                        && Bits.FirstDifference<T>(expected[thread][m].Output, own[m].Output) < 0
                        && Bits.FirstDifference<int>(expected[thread][m].LabelOutput, own[m].LabelOutput) < 0;
                    if (!same)
                    {
                        failures[thread] ??= $"{members[m]}, call {call} of thread {thread}";
                    }
                }
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.All(failures, Assert.Null);
    }

    private static Arguments<T>[] Each(Member<T>[] members, int classes, int seed) =>
        [.. members.Select(member => new Arguments<T>(member, classes, member.SingleRow ? 1 : 5, seed + 20))];
}

public sealed class ConcurrencySingleTests : ConcurrencyTests<float>;

public sealed class ConcurrencyDoubleTests : ConcurrencyTests<double>;
