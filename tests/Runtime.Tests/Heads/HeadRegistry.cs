using System.Numerics;

namespace SoftmaxGen.Runtime.Tests.Heads;

/// <summary>The heads of this assembly without a dense layer and without options over one element type, by class count.</summary>
internal static class HeadRegistry<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // The attribute leaves no trace in the assembly: the interface is what makes a head.
    private static readonly Dictionary<int, Head<T>> Heads = typeof(HeadRegistry<>).Assembly.GetTypes()
        .Where(type => type.IsValueType && typeof(ISoftmaxHead<T>).IsAssignableFrom(type) && !typeof(IDenseHead<T>).IsAssignableFrom(type) && !OptionHeads.Contains(type))
        .Select(type => (Head<T>)Activator.CreateInstance(typeof(Head<,>).MakeGenericType(type, typeof(T)))!)
        .ToDictionary(head => head.Classes);

    /// <summary>Every class count that has a head.</summary>
    public static IEnumerable<int> Counts => Heads.Keys.Order();

    public static Head<T> Get(int classes) => Heads[classes];
}
