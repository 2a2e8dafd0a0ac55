using System.Numerics;
using System.Reflection;
using SoftmaxGen.Runtime.Tests.Reference;

namespace SoftmaxGen.Runtime.Tests.Heads;

/// <summary>A head whose loss has options.</summary>
/// <param name="Name">The name of its type.</param>
/// <param name="Head">Its members without a dense layer.</param>
/// <param name="Dense">Its members with one; <see langword="null"/> for none.</param>
/// <param name="Options">The options, in the numbers of the element type.</param>
internal sealed record OptionHead<T>(string Name, Head<T> Head, DenseHead<T>? Dense, LossOptions Options)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int Classes => Head.Classes;

    /// <summary>The label of a class in turn, among which are the one that is ignored and, if there is one, a class that weighs nothing.</summary>
    public int[] Labels(int rows, int seed)
    {
        int[] labels = Inputs.Rows.Labels(Classes, rows, seed);
        for (int row = 1; row < rows; row += 3)
        {
            labels[row] = Options.IgnoreLabel ?? labels[row];
        }

        return labels;
    }
}

/// <summary>The heads of this assembly whose loss has options. Their attributes are kept, unlike those of other heads.</summary>
internal static class OptionHeads
{
    /// <summary>Whether the type is one of these.</summary>
    public static bool Contains(Type type) => Declaration(type) is not null;

    /// <summary>The options that a type's attribute says, with class weights rounded to <typeparamref name="T"/>.</summary>
    public static LossOptions Options<T>(Type type)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LossOptions options = LossOptions.Plain;
        foreach (CustomAttributeNamedArgument argument in Declaration(type)!.NamedArguments)
        {
            object? value = argument.TypedValue.Value;
            options = argument.MemberName switch
            {
                nameof(SoftmaxHeadAttribute.Temperature) => options with { Temperature = BigFloat.From((double)value!) },
                nameof(SoftmaxHeadAttribute.LabelSmoothing) => options with { LabelSmoothing = BigFloat.From((double)value!) },
                nameof(SoftmaxHeadAttribute.ClassWeights) => options with
                {
                    ClassWeights = [.. ((IEnumerable<CustomAttributeTypedArgument>)value!).Select(weight => BigFloat.From(T.CreateChecked((double)weight.Value!)))],
                },
                nameof(SoftmaxHeadAttribute.IgnoreLabel) => options with { IgnoreLabel = (int)value! },
                nameof(SoftmaxHeadAttribute.FocalGamma) => options with { FocalHalves = (int)(2 * (double)value!) },
                _ => options,
            };
        }

        return options;
    }

    private static CustomAttributeData? Declaration(Type type) =>
        type.GetCustomAttributesData().SingleOrDefault(attribute => attribute.AttributeType == typeof(SoftmaxHeadAttribute));
}

/// <inheritdoc cref="OptionHeads"/>
internal static class OptionHeads<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Dictionary<string, OptionHead<T>> Heads = typeof(OptionHeads<>).Assembly.GetTypes()
        .Where(type => type.IsValueType && typeof(ISoftmaxHead<T>).IsAssignableFrom(type) && OptionHeads.Contains(type))
        .Select(Create)
        .ToDictionary(head => head.Name);

    public static TheoryData<string> Names => [.. Named(_ => true)];

    public static TheoryData<string> DenseNames => [.. Named(head => head.Dense is not null)];

    /// <summary>The names of some heads, in order.</summary>
    public static IEnumerable<string> Named(Func<OptionHead<T>, bool> wanted) =>
        Heads.Values.Where(wanted).Select(head => head.Name).Order(StringComparer.Ordinal);

    public static OptionHead<T> Get(string name) => Heads[name];

    private static OptionHead<T> Create(Type type)
    {
        var dense = typeof(IDenseHead<T>).IsAssignableFrom(type) ? (DenseHead<T>)Activator.CreateInstance(typeof(DenseHead<,>).MakeGenericType(type, typeof(T)))! : null;
        var head = dense?.OfLogits ?? (Head<T>)Activator.CreateInstance(typeof(Head<,>).MakeGenericType(type, typeof(T)))!;
        return new OptionHead<T>(type.Name, head, dense, OptionHeads.Options<T>(type));
    }
}
