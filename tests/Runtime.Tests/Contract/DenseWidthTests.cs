using System.Globalization;
using System.Numerics;
using SoftmaxGen.Runtime.Tests.Inputs;
using SoftmaxGen.Runtime.Tests.Memory;
using SoftmaxGen.Runtime.Tests.Reference;

namespace SoftmaxGen.Runtime.Tests.Contract;

/// <summary>The sums of a dense layer have the same bits in vectors of 128, 256 and 512 bits, and in tiles of any number of classes.</summary>
/// <remarks>
/// The public members take the widest vectors that the machine has. The kernels behind them are called here one by one, and each
/// between inaccessible pages.
/// </remarks>
[Trait(TestCategory.Name, TestCategory.Slow)]
public abstract class DenseWidthTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly int[] RowCounts = [1, 2, 3, 4, 5, 8, 33];

    private static readonly Type[] Widths = typeof(T) == typeof(float)
        ? [typeof(SingleDense128), typeof(SingleDense256), typeof(SingleDense512)]
        : [typeof(DoubleDense128), typeof(DoubleDense256), typeof(DoubleDense512)];

    [Theory]
    [MemberData(nameof(DenseWidthCases.All), MemberType = typeof(DenseWidthCases))]
    public void Layer_has_the_same_bits_in_every_width_and_tile(int features, int classes, int classesPerTile)
    {
        // Tiles of two classes in 128 bits are what all others are compared with.
        DenseKernels<T> reference = DenseKernels<T>.Of(Widths[0], features, classes, 2);
        foreach (int rows in RowCounts)
        {
            foreach (TermKind kind in (TermKind[])[TermKind.Ordinary, TermKind.Spread])
            {
                var layer = new DenseInputs<T>(features, classes, rows, 1, kind);
                T[][] expected = Run(reference, layer, features, classes, rows, Edge.End)!;
                foreach (Type width in Widths)
                {
                    DenseKernels<T> kernels = DenseKernels<T>.Of(width, features, classes, classesPerTile);
                    foreach (Edge edge in Enum.GetValues<Edge>())
                    {
                        T[]?[] actual = Run(kernels, layer, features, classes, rows, edge);
                        for (int i = 0; i < expected.Length; i++)
                        {
                            if (actual[i] is { } result)
                            {
                                Bits.AssertSame<T>(expected[i], result, $"{(string[])["logits", "weight gradient", "bias gradient", "feature gradient"]}[{i}], {width.Name}, {kind}, {rows} rows");
                            }
                        }
                    }
                }
            }
        }
    }

    [Fact]
    public void Wide_kernels_have_layers_that_fill_their_vectors()
    {
        foreach (Type width in Widths)
        {
            DenseKernels<T> kernels = DenseKernels<T>.Of(width, 100, 17, 4);
            Assert.Equal(int.Parse(width.Name[^3..], CultureInfo.InvariantCulture), kernels.Width * (T.One is float ? 32 : 64));
            Assert.Equal(DenseOrderReference<T>.WideLanes, kernels.SumLanes);
        }
    }

    /// <summary>Logits, weight gradient, bias gradient and feature gradient; null what the width has no kernels for.</summary>
    private static T[]?[] Run(DenseKernels<T> kernels, DenseInputs<T> layer, int features, int classes, int rows, Edge edge)
    {
        bool isNarrow = kernels.Width * (T.One is float ? 32 : 64) == 128;
        using var x = new GuardedMemory<T>(layer.Features.Length);
        using var w = new GuardedMemory<T>(layer.Weights.Length);
        using var b = new GuardedMemory<T>(classes);
        using var z = new GuardedMemory<T>(rows * classes);
        using var g = new GuardedMemory<T>(rows * classes);
        using var dw = new GuardedMemory<T>(layer.Weights.Length);
        using var db = new GuardedMemory<T>(classes);
        using var dx = new GuardedMemory<T>(layer.Features.Length);
        ref T featuresRef = ref x.Copy(layer.Features, edge)[0];
        ref T weightsRef = ref w.Copy(layer.Weights, edge)[0];
        ref T biasRef = ref b.Copy(layer.Bias, edge)[0];
        Span<T> logits = z.Take(rows * classes, edge), gradient = g.Copy(layer.Targets, edge);
        Span<T> weightGradient = dw.Take(layer.Weights.Length, edge), biasGradient = db.Take(classes, edge), featureGradient = dx.Take(layer.Features.Length, edge);
        weightGradient.Fill(T.NaN);
        biasGradient.Fill(T.NaN);

        bool hasLogits = isNarrow || features >= kernels.SumLanes;
        bool hasFeatures = isNarrow || features >= kernels.Width;
        bool hasBias = isNarrow || classes >= kernels.Width;
        if (hasLogits)
            kernels.Logits(ref featuresRef, ref weightsRef, ref biasRef, ref logits[0], rows);
        if (hasFeatures)
        {
            kernels.AddWeightGradient(ref featuresRef, ref gradient[0], ref weightGradient[0], rows, isFirst: true);
            kernels.AddWeightGradient(ref featuresRef, ref gradient[0], ref weightGradient[0], rows, isFirst: false);
            kernels.FeatureGradient(ref gradient[0], ref weightsRef, ref featureGradient[0], rows);
        }

        if (hasBias)
        {
            kernels.AddBiasGradient(ref gradient[0], ref biasGradient[0], rows, isFirst: true);
            kernels.AddBiasGradient(ref gradient[0], ref biasGradient[0], rows, isFirst: false);
        }

        return
        [
            hasLogits ? logits.ToArray() : null,
            hasFeatures ? weightGradient.ToArray() : null,
            hasBias ? biasGradient.ToArray() : null,
            hasFeatures ? featureGradient.ToArray() : null,
        ];
    }
}

public sealed class DenseWidthSingleTests : DenseWidthTests<float>;

public sealed class DenseWidthDoubleTests : DenseWidthTests<double>;

public static class DenseWidthCases
{
    private static readonly (int Features, int Classes)[] Shapes =
    [
        (1, 3), (2, 7), (3, 5), (4, 2), (5, 4), (7, 9), (8, 5), (9, 17), (13, 3), (15, 6), (16, 10), (17, 7), (30, 2), (31, 16), (33, 33),
        (63, 8), (100, 17), (520, 5), (1023, 3), (1100, 9),
    ];

    /// <summary>Shapes with the tile of the plan or another one, and a few with all.</summary>
    public static TheoryData<int, int, int> All
    {
        get
        {
            var cases = new TheoryData<int, int, int>();
            foreach ((int features, int classes) in Shapes)
            {
                int[] tiles = (features, classes) is (5, 4) or (17, 7) or (100, 17) ? [2, 3, 4, 5] : [2 + ((features + classes) % 4)];
                foreach (int tile in tiles.Select(tile => Math.Min(tile, classes)).Distinct())
                {
                    cases.Add(features, classes, tile);
                }
            }

            return cases;
        }
    }
}

/// <summary>The kernels of one width for one shape, as an object.</summary>
internal abstract class DenseKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public abstract int Width { get; }

    public abstract int SumLanes { get; }

    public static DenseKernels<T> Of(Type tiles, int features, int classes, int classesPerTile) =>
        (DenseKernels<T>)Activator.CreateInstance(typeof(DenseKernels<,,>).MakeGenericType(
            typeof(T), tiles, typeof(ShapeOf<,,>).MakeGenericType(Constant.Of(features), Constant.Of(classes), Constant.Of(classesPerTile))))!;

    public abstract void Logits(ref T features, ref T weights, ref T bias, ref T logits, int rows);

    public abstract void AddWeightGradient(ref T features, ref T gradient, ref T weightGradient, int rows, bool isFirst);

    public abstract void AddBiasGradient(ref T gradient, ref T biasGradient, int rows, bool isFirst);

    public abstract void FeatureGradient(ref T gradient, ref T weights, ref T featureGradient, int rows);
}

/// <inheritdoc cref="DenseKernels{T}"/>
internal sealed class DenseKernels<T, TTiles, TShape> : DenseKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTiles : struct, IDenseTiles<T>
    where TShape : struct, IDenseShape
{
    public override int Width => TTiles.Width;

    public override int SumLanes => TTiles.SumLanes;

    public override void Logits(ref T features, ref T weights, ref T bias, ref T logits, int rows) =>
        TTiles.Logits<TShape>(ref features, ref weights, ref bias, ref logits, rows);

    public override void AddWeightGradient(ref T features, ref T gradient, ref T weightGradient, int rows, bool isFirst) =>
        TTiles.AddWeightGradient<TShape>(ref features, ref gradient, ref weightGradient, rows, isFirst);

    public override void AddBiasGradient(ref T gradient, ref T biasGradient, int rows, bool isFirst) =>
        TTiles.AddBiasGradient<TShape>(ref gradient, ref biasGradient, rows, isFirst);

    public override void FeatureGradient(ref T gradient, ref T weights, ref T featureGradient, int rows) =>
        TTiles.FeatureGradient<TShape>(ref gradient, ref weights, ref featureGradient, rows);
}

/// <summary>A shape that is made of types, so that kernels have its numbers as constants.</summary>
internal readonly struct ShapeOf<TFeatures, TClasses, TClassesPerTile> : IDenseShape
    where TFeatures : struct, IConstant
    where TClasses : struct, IConstant
    where TClassesPerTile : struct, IConstant
{
    public static int Classes => TClasses.Value;

    public static int Features => TFeatures.Value;

    public static int ClassesPerTile => TClassesPerTile.Value;

    public static int ClassesPerNarrowTile => Math.Min(TClassesPerTile.Value, 3);

    public static int RowsPerBlock => 64;
}

/// <summary>A number as a type.</summary>
internal interface IConstant
{
    static abstract int Value { get; }
}

internal static class Constant
{
    public static Type Of(int value) => value == 0
        ? typeof(Zero)
        : ((value & 1) == 0 ? typeof(Twice<>) : typeof(TwiceAndOne<>)).MakeGenericType(Of(value / 2));

    private readonly struct Zero : IConstant
    {
        public static int Value => 0;
    }

    private readonly struct Twice<THalf> : IConstant
        where THalf : struct, IConstant
    {
        public static int Value => 2 * THalf.Value;
    }

    private readonly struct TwiceAndOne<THalf> : IConstant
        where THalf : struct, IConstant
    {
        public static int Value => (2 * THalf.Value) + 1;
    }
}
