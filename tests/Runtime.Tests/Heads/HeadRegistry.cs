using System.Numerics;

namespace SoftmaxGen.Runtime.Tests.Heads;

/// <summary>The heads of this assembly over one element type, by class count.</summary>
internal static class HeadRegistry<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // The attribute leaves no trace in the assembly: the interface is what makes a head.
    private static readonly Dictionary<int, Head<T>> Heads = typeof(HeadRegistry<>).Assembly.GetTypes()
        .Where(type => type.IsValueType && typeof(ISoftmaxHead<T>).IsAssignableFrom(type))
        .Select(type => (Head<T>)Activator.CreateInstance(typeof(Head<,>).MakeGenericType(type, typeof(T)))!)
        .ToDictionary(head => head.Classes);

    /// <summary>Every class count that has a head.</summary>
    public static IEnumerable<int> Counts => Heads.Keys.Order();

    public static Head<T> Get(int classes) => Heads[classes];
}

/// <summary>Class counts that tests run over.</summary>
internal static class ClassCounts
{
    /// <summary>Around each vector width, its multiples, and primes: where a tail or a switch of layout may go wrong.</summary>
    public static readonly int[] Spread = [2, 3, 4, 5, 7, 8, 9, 10, 13, 16, 17, 31, 33, 64, 65, 100, 129, 300, 1023];

    /// <summary>What every element type has a head for.</summary>
    public static readonly int[] All = [.. Enumerable.Range(2, 299), 515, 1000, 1023, 4096, 65536];
}
