using System.Globalization;
using System.Linq.Expressions;
using System.Numerics;
using System.Reflection;
using System.Runtime.Intrinsics.X86;
using SoftmaxGen.Runtime.Tests.Accuracy.Functions;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;

namespace SoftmaxGen.Runtime.Tests.Contract;

/// <summary>A row's result has the same bits in vectors of 128, 256 and 512 bits, alone and among several rows at a time.</summary>
/// <remarks>
/// The public members take the widest vectors that the machine has. The kernels behind them are called here one by one:
/// wider vectors than the hardware has are computed in parts, with the same bits. Only those that transpose rows in vectors
/// of 256 or 512 bits need hardware for those of 256. Rows outside the fast range are among the rows: all kernels pass those on to
/// the same ones of the runtime.
/// </remarks>
[Trait(TestCategory.Name, TestCategory.Slow)]
public abstract class WidthTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static TheoryData<string> HeadsWithOptions => OptionHeads<T>.Names;

    [Theory]
    [MemberData(nameof(WidthCases.All), MemberType = typeof(WidthCases))]
    public void Row_has_the_same_bits_in_every_width(int classes) => AssertSame(classes, [.. WidthKernels<T>.Of(classes)]);

    [Theory]
    [MemberData(nameof(HeadsWithOptions))]
    public void Row_of_head_with_options_has_the_same_bits_in_every_width(string name) => AssertSame(OptionHeads<T>.Get(name).Classes, [.. WidthKernels<T>.Of(name)]);

    [Fact]
    public void Kernels_of_long_rows_have_every_width() =>
        Assert.Equal(
            ["128", "256", "512"],
            WidthKernels<T>.Of(4096).Select(kernels => kernels.Name));

    [Fact]
    public void Kernels_of_short_rows_take_several_at_a_time() =>
        Assert.Equal(
            Avx2.IsSupported ? ["128", "256", "128, batch", "256, batch", "512, batch"] : ["128", "256", "128, batch"],
            WidthKernels<T>.Of(10).Select(kernels => kernels.Name));

    private static void AssertSame(int classes, WidthKernels<T>[] widths)
    {
        var rows = new WidthRows<T>(classes);
        Assert.Equal(128, widths[0].Bits);

        (WidthKernels<T> Kernels, Dictionary<string, T[]> Results)[] results = [.. widths.Select(kernels => (kernels, rows.Run(kernels)))];
        Assert.All(widths, kernels => Assert.Empty(kernels.Unused));
        Assert.All(widths, kernels => Assert.False(kernels.HasLeftWorkspace, $"{kernels.Name} wrote around its workspace."));
        foreach (string kernel in results.SelectMany(width => width.Results.Keys).Distinct())
        {
            var those = results.Where(width => width.Results.ContainsKey(kernel)).ToArray();
            foreach ((WidthKernels<T> other, Dictionary<string, T[]> actual) in those.Skip(1))
            {
                Bits.AssertSame<T>(those[0].Results[kernel], actual[kernel], $"{kernel}, {other.Name} against {those[0].Kernels.Name}");
            }
        }
    }
}

public sealed class WidthSingleTests : WidthTests<float>;

public sealed class WidthDoubleTests : WidthTests<double>;

public static class WidthCases
{
    // Up to 17 they meet every remainder of a vector, then what is around some multiples of one; a complete sweep leaves none out.
    private static readonly int[] Counts =
    [
        .. Enumerable.Range(2, 99).Where(classes => SingleSweep.IsComplete || classes is <= 17 or 24 or 25 or 31 or 32 or 33 or 64 or 65 or 100),
        129, 255, 300, 515, 1000, 4096,
    ];

    public static TheoryData<int> All => [.. Counts.Intersect(ClassCounts.Tested)];
}

/// <summary>The kernels of one width, which are local to the generated file of their head.</summary>
internal sealed class WidthKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // The compiler puts the name of the file, and two underscores, before that of a type that is local to it.
    private static readonly Dictionary<string, Type> Types = typeof(WidthKernels<>).Assembly.GetTypes()
        .Where(type => type.Namespace == "SoftmaxGen.Generated" && type.Name.StartsWith('<'))
        .ToDictionary(type => type.Name[(type.Name.LastIndexOf("__", StringComparison.Ordinal) + 2)..].Split('`')[0]);

    // Behind the workspace of a kernel, and before it.
    private const int Guard = 64;

    private readonly Type _type;
    private readonly HashSet<MethodInfo> _unused;
    private readonly T[] _workspace;

    private WidthKernels(int bits, string name, Type type)
    {
        Bits = bits;
        Name = name;
        _type = type;

        // What is in the workspace must not matter.
        int length = type.GetProperty("WorkspaceLength") is { } property ? (int)property.GetValue(null)! : 0;
        _workspace = new T[length + (2 * Guard)];
        Array.Fill(_workspace, T.NaN);
        _unused = [.. type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(method => !method.IsSpecialName)];
    }

    public delegate void RowsToRows(ref T input, ref T output, int rows);

    public delegate void RowsToLabels(ref T logits, ref int labels, int rows);

    public delegate void LabelsToRows(ref T logits, ref int labels, ref T output, int rows);

    public delegate void PairsToRows(ref T first, ref T second, ref T output, int rows);

    public delegate void LabelGradient(ref T logits, ref int labels, ref T gradient, ref T losses, double divisor, int rows);

    public delegate void TargetGradient(ref T logits, ref T targets, ref T gradient, ref T losses, double divisor, int rows);

    public delegate void RowToSquare(ref T row, ref T square);

    public delegate T RowToNumber(ref T row);

    public delegate T LabelToNumber(ref T row, int label);

    /// <summary>Gets the width of a vector.</summary>
    public int Bits { get; }

    /// <summary>Gets the width, and whether the kernels are those of batches.</summary>
    public string Name { get; }

    /// <summary>Gets the names of the kernels that nothing has asked for.</summary>
    public IEnumerable<string> Unused => _unused.Select(method => method.ToString()!);

    /// <summary>Gets whether something was written around the workspace.</summary>
    public bool HasLeftWorkspace => _workspace[..Guard].Concat(_workspace[^Guard..]).Any(element => !T.IsNaN(element));

    /// <summary>The kernels of the head with so many classes and without options.</summary>
    public static IEnumerable<WidthKernels<T>> Of(int classes) => Of($"{typeof(T).Name}{classes}");

    /// <summary>The kernels of a head: those of rows one after the other, then those with a row in each lane.</summary>
    public static IEnumerable<WidthKernels<T>> Of(string head)
    {
        foreach (int bits in (int[])[128, 256, 512])
        {
            if (Types.TryGetValue($"{head}Row{bits}", out Type? row))
            {
                Type loop = row.IsAssignableTo(typeof(IRowLogKernels<T>)) ? typeof(EachRow<,>) : typeof(DeferredRows<,>);
                yield return new WidthKernels<T>(bits, $"{bits}", loop.MakeGenericType(typeof(T), row));
            }
        }

        if (!Types.TryGetValue($"{head}Batch", out Type? batch))
            yield break;
        foreach (Type steps in typeof(T) == typeof(float) ? (Type[])[typeof(Single128), typeof(Single256), typeof(Single512)] : [typeof(Double128), typeof(Double256), typeof(Double512)])
        {
            int bits = int.Parse(steps.Name[^3..], CultureInfo.InvariantCulture);
            Type[] arguments = steps.GetInterfaces().Single(type => type.Name.StartsWith($"I{typeof(T).Name}Steps", StringComparison.Ordinal)).GetGenericArguments();
            if (bits == 128 || Avx2.IsSupported)
                yield return new WidthKernels<T>(bits, $"{bits}, batch", batch.MakeGenericType([steps, .. arguments]));
        }
    }

    /// <summary>The kernel with this name and the delegate's parameters, if it is among these; a workspace that it wants besides is given to it.</summary>
    public TKernel? Find<TKernel>(string name)
        where TKernel : Delegate
    {
        ParameterExpression[] parameters = [.. typeof(TKernel).GetMethod("Invoke")!.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType))];
        Expression workspace = Expression.ArrayAccess(Expression.Constant(_workspace), Expression.Constant(Guard));
        foreach (Expression[] arguments in (Expression[][])[[.. parameters], [.. parameters, workspace]])
        {
            Type[] types = [.. arguments.Select(argument => argument switch
            {
                ParameterExpression { IsByRef: false } => argument.Type,
                _ => argument.Type.MakeByRefType(),
            })];
            if (_type.GetMethod(name, BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly, types) is { } method)
            {
                _unused.Remove(method);
                return Expression.Lambda<TKernel>(Expression.Call(method, arguments), parameters).Compile();
            }
        }

        return null;
    }
}

/// <summary>Rows of every kind, and what kernels make of them.</summary>
internal sealed class WidthRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // A Jacobian has N x N entries, and treats each of its rows alike.
    private const int MostClassesOfJacobian = 300;

    private readonly int _classes;
    private readonly int _rows;
    private readonly T[] _logits;
    private readonly T[] _probabilities;
    private readonly T[] _logProbabilities;
    private readonly T[] _targets;
    private readonly T[] _upstream;
    private readonly int[] _labels;

    public WidthRows(int classes)
    {
        _classes = classes;

        // Groups of rows are whole in every width.
        T[][] rows = [.. Logits(classes)];
        _logits = [.. Enumerable.Range(0, (rows.Length + 15) / 16 * 16).SelectMany(row => rows[row % rows.Length])];
        _rows = _logits.Length / classes;
        _probabilities = Rows.Probabilities<T>(classes, _rows, 1);
        _logProbabilities = [.. _probabilities.Select(T.Log)];
        _targets = Rows.Probabilities<T>(classes, _rows, 2);
        _upstream = Rows.Upstream<T>(classes * _rows, 3);
        _labels = Rows.Labels(classes, _rows, 4);

        // Some targets are 0: there they count for nothing, whatever the logit.
        for (int i = 0; i < _targets.Length; i += 3)
        {
            _targets[i] = T.Zero;
        }
    }

    /// <summary>Runs every kernel on all rows.</summary>
    public Dictionary<string, T[]> Run(WidthKernels<T> kernels)
    {
        Dictionary<string, T[]> results = [];

        foreach (string name in new[] { "Softmax", "LogSoftmax" })
        {
            kernels.Find<WidthKernels<T>.RowsToRows>(name)?.Invoke(ref _logits[0], ref Output(name, _logits.Length), _rows);
        }

        kernels.Find<WidthKernels<T>.RowsToRows>("LogSumExp")?.Invoke(ref _logits[0], ref Output("LogSumExp", _rows), _rows);

        if (kernels.Find<WidthKernels<T>.RowsToLabels>("ArgMax") is { } argMax)
        {
            var labels = new int[_rows];
            argMax(ref _logits[0], ref labels[0], _rows);
            Add("ArgMax", labels.Select(T.CreateChecked));
        }

        kernels.Find<WidthKernels<T>.LabelsToRows>("CrossEntropy")?.Invoke(
            ref _logits[0], ref _labels[0], ref Output("CrossEntropy of labels, odds", _rows), _rows);
        kernels.Find<WidthKernels<T>.PairsToRows>("CrossEntropy")?.Invoke(
            ref _logits[0], ref _targets[0], ref Output("CrossEntropy of targets", _rows), _rows);

        kernels.Find<WidthKernels<T>.LabelGradient>("CrossEntropyGradient")?.Invoke(
            ref _logits[0], ref _labels[0], ref Output("Gradient of labels", _logits.Length), ref Output("Gradient of labels, odds", _rows), 3, _rows);
        kernels.Find<WidthKernels<T>.TargetGradient>("CrossEntropyGradient")?.Invoke(
            ref _logits[0], ref _targets[0], ref Output("Gradient of targets", _logits.Length), ref Output("Loss of the gradient of targets", _rows), 3, _rows);

        kernels.Find<WidthKernels<T>.PairsToRows>("SoftmaxBackward")?.Invoke(
            ref _probabilities[0], ref _upstream[0], ref Output("SoftmaxBackward", _logits.Length), _rows);
        kernels.Find<WidthKernels<T>.PairsToRows>("LogSoftmaxBackward")?.Invoke(
            ref _logProbabilities[0], ref _upstream[0], ref Output("LogSoftmaxBackward", _logits.Length), _rows);

        WidthKernels<T>.RowToSquare? jacobian = kernels.Find<WidthKernels<T>.RowToSquare>("Jacobian");
        if (_classes <= MostClassesOfJacobian)
        {
            jacobian?.Invoke(ref _probabilities[0], ref Output("Jacobian", _classes * _classes));
        }

        if (kernels.Find<WidthKernels<T>.RowToNumber>("Entropy") is { } entropy)
        {
            Add("Entropy", EachRow(i => entropy(ref _logits[i])));
        }

        if (kernels.Find<WidthKernels<T>.LabelToNumber>("Probability") is { } probability)
        {
            Add("Probability", Enumerable.Range(0, _rows).Select(row => probability(ref _logits[row * _classes], _labels[row])));
        }

        return results;

        ref T Output(string kernel, int length)
        {
            results.Add(kernel, new T[length]);
            return ref results[kernel][0];
        }

        void Add(string kernel, IEnumerable<T> result) => results.Add(kernel, [.. result]);
    }

    private static IEnumerable<T[]> Logits(int classes)
    {
        // Kernels for several rows at a time pass them all on where one is not narrow: rows that are, for more groups of them
        // than are read at once.
        foreach (RowKind kind in new[] { RowKind.Narrow, RowKind.Unit, RowKind.Wide20, RowKind.Ties, RowKind.NarrowReach })
        {
            for (int seed = 0; seed < (classes <= 64 ? 16 : 3); seed++)
            {
                var row = new T[classes];
                Rows.Fill<T>(row, kind, seed);
                yield return row;
            }
        }

        foreach (RowKind kind in Enum.GetValues<RowKind>())
        {
            var row = new T[classes];
            Rows.Fill<T>(row, kind, 11);
            yield return row;
        }

        foreach (T special in new[] { T.NaN, T.PositiveInfinity, T.NegativeInfinity })
        {
            foreach (int at in SpecialRows.Positions(classes))
            {
                T[] row = Rows.Logits<T>(classes, 1, 12);
                row[at] = special;
                yield return row;
            }

            yield return [.. Enumerable.Repeat(special, classes)];
        }

        // Zeros of both signs, of which either may be taken for the largest.
        yield return [.. Enumerable.Range(0, classes).Select(i => i % 3 == 0 ? T.NegativeZero : T.Zero)];
    }

    private IEnumerable<T> EachRow(Func<int, T> result) => Enumerable.Range(0, _rows).Select(row => result(row * _classes));
}
