using System.Numerics;

namespace SoftmaxGen.Runtime.Tests.Heads;

/// <summary>The heads with a dense layer and without options over one element type, by the numbers of features and classes.</summary>
internal static class DenseHeadRegistry<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Dictionary<(int Features, int Classes), DenseHead<T>> Heads = typeof(DenseHeadRegistry<>).Assembly.GetTypes()
        .Where(type => type.IsValueType && typeof(IDenseHead<T>).IsAssignableFrom(type) && !OptionHeads.Contains(type))
        .Select(type => (DenseHead<T>)Activator.CreateInstance(typeof(DenseHead<,>).MakeGenericType(type, typeof(T)))!)
        .ToDictionary(head => (head.Features, head.Classes));

    /// <summary>Gets every shape that has a head.</summary>
    public static IEnumerable<(int Features, int Classes)> Shapes => Heads.Keys.Order();

    public static DenseHead<T> Get(int features, int classes) => Heads[(features, classes)];
}
