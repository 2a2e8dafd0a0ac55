using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static SoftmaxGen.Runtime.Single128;

namespace SoftmaxGen.Runtime;

/// <summary>
/// The kernels for rows that are not narrow: logits of any size, infinite, NaN, or further apart than the exponent's range.
/// Generated kernels for vectors of 128 bits pass such a row on to these.
/// </summary>
/// <remarks>
/// <para>They are not generated: a row of this kind is rare, and what it needs (a clamp, a base, a flush to 0) costs more
/// than a loop. The class count is a parameter, and one compilation serves all heads.</para>
/// <para>Classes go to the 16 virtual lanes of a sum in turn, and the lanes move on to a second level, in double, after
/// 4 terms each, in every width: the same row gives the same bits. The end of a row, less than 16 classes, is
/// copied to memory that is filled up with minus infinity, whose terms are 0.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Single128General
{
    // One class for each virtual lane.
    private const int Group = 16;

    // The classes after which the lanes of a sum are added up.
    private const int Block = 64;

    /// <summary>a_i = exp(z_i) / sum_k exp(z_k).</summary>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static void Softmax(ref float logits, ref float probabilities, int classes)
    {
        ref float end = ref ReadEnd(stackalloc float[Group], ref logits, classes, float.NegativeInfinity);
        RowSum row = Reduce(ref logits, ref end, classes, out _, keeps: true, ref probabilities);
        ScaleAll(ref probabilities, ref end, classes, Reciprocal(row.SumTimes(1)));
    }

    /// <summary>ln a_i = (z_i - max) - log1p(others / largest).</summary>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static void LogSoftmax(ref float logits, ref float logProbabilities, int classes)
    {
        ref float end = ref ReadEnd(stackalloc float[Group], ref logits, classes, float.NegativeInfinity);
        RowSum row = Reduce(ref logits, ref end, classes);
        int whole = Whole(classes);
        for (int i = 0; i < whole; i += Group)
            Write(ref At(ref logits, i), ref At(ref logProbabilities, i), row);
        Write(ref end, ref end, row);
        WriteEnd(ref end, ref logProbabilities, classes);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Write(ref float z, ref float logProbabilities, RowSum row)
        {
            Store(LogProbabilities(Load(ref z, 0), row.Max, row.Log), ref logProbabilities, 0);
            Store(LogProbabilities(Load(ref z, 4), row.Max, row.Log), ref logProbabilities, 4);
            Store(LogProbabilities(Load(ref z, 8), row.Max, row.Log), ref logProbabilities, 8);
            Store(LogProbabilities(Load(ref z, 12), row.Max, row.Log), ref logProbabilities, 12);
        }
    }

    /// <summary>ln sum_k exp(z_k) = max + log1p(others / largest). Of an infinite maximum it is that, but for a NaN anywhere.</summary>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static float LogSumExp(ref float logits, int classes)
    {
        RowSum row = Reduce(ref logits, classes);

        // The largest may have lost a NaN, and no term tells of it where all of them are NaN.
        bool isInfinite = double.IsInfinity(row.Max) && !OversizedRows.HaveNaN(MemoryMarshal.CreateReadOnlySpan(ref logits, classes));
        return (float)(isInfinite ? row.Max : row.LogSumExp);
    }

    /// <summary>C = -ln a_label = (max - z_label) + log1p(others / largest).</summary>
    public static float CrossEntropy(ref float logits, int label, int classes) =>
        (float)Reduce(ref logits, classes).Loss(At(ref logits, label));

    /// <summary>C = -sum_i y_i ln a_i = sum_i y_i (max - z_i) + log1p(others / largest) sum_i y_i.</summary>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static float CrossEntropy(ref float logits, ref float targets, int classes)
    {
        ref float end = ref ReadEnd(stackalloc float[Group], ref logits, classes, float.NegativeInfinity);
        ref float endTargets = ref ReadEnd(stackalloc float[Group], ref targets, classes, 0);
        RowSum row = Reduce(ref logits, ref end, classes);
        return Loss(row, ref logits, ref end, ref targets, ref endTargets, classes, out _);
    }

    /// <summary>C as above, and dC/dz_i = a_i - (i = label), divided by <paramref name="divisor"/>.</summary>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static float CrossEntropyGradient(ref float logits, int label, ref float gradient, double divisor, int classes)
    {
        // Before an in-place call writes over it.
        float logit = At(ref logits, label);

        ref float end = ref ReadEnd(stackalloc float[Group], ref logits, classes, float.NegativeInfinity);
        RowSum row = Reduce(ref logits, ref end, classes, out _, keeps: true, ref gradient);
        Wide total = row.SumTimes(divisor);

        // The label's own entry comes from the sum of the others: never p - 1, which cancels.
        int whole = Whole(classes);
        float term = label < whole ? At(ref gradient, label) : At(ref end, label - whole);
        float own = (float)row.Own(term, total);
        ScaleAll(ref gradient, ref end, classes, Reciprocal(total));
        At(ref gradient, label) = own;
        return (float)row.Loss(logit);
    }

    /// <summary>C as above, and dC/dz_i = a_i sum_j y_j - y_i, divided by <paramref name="divisor"/>.</summary>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static float CrossEntropyGradient(ref float logits, ref float targets, ref float gradient, double divisor, int classes)
    {
        ref float end = ref ReadEnd(stackalloc float[Group], ref logits, classes, float.NegativeInfinity);
        ref float endTargets = ref ReadEnd(stackalloc float[Group], ref targets, classes, 0);
        RowSum row = Reduce(ref logits, ref end, classes, out Shift shift, keeps: false, ref gradient);
        float loss = Loss(row, ref logits, ref end, ref targets, ref endTargets, classes, out Wide targetSum);
        if (!(Math.Abs(targetSum.High) <= SingleExp.MostOfTargetsOfTails))
        {
            OversizedRows.TargetGradient(ref logits, ref targets, ref gradient, divisor, classes);
            return loss;
        }

        double weight = 1 / divisor;
        DoubleWord<Vector128<float>> scale = Quotient(targetSum, row.SumTimes(divisor));
        int whole = Whole(classes);
        for (int i = 0; i < whole; i += Group)
            Write(ref At(ref logits, i), ref At(ref targets, i), ref At(ref gradient, i), shift, scale, weight);
        Write(ref end, ref endTargets, ref end, shift, scale, weight);
        WriteEnd(ref end, ref gradient, classes);
        return loss;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Write(ref float z, ref float y, ref float gradient, Shift shift, DoubleWord<Vector128<float>> scale, double weight)
        {
            // A term of 0 times a negative sum of targets would be -0.
            Vector128<float> gradient0 = TargetGradient(Exp(Load(ref z, 0), shift), scale, Load(ref y, 0), weight) + Zero;
            Vector128<float> gradient1 = TargetGradient(Exp(Load(ref z, 4), shift), scale, Load(ref y, 4), weight) + Zero;
            Vector128<float> gradient2 = TargetGradient(Exp(Load(ref z, 8), shift), scale, Load(ref y, 8), weight) + Zero;
            Vector128<float> gradient3 = TargetGradient(Exp(Load(ref z, 12), shift), scale, Load(ref y, 12), weight) + Zero;
            Store(gradient0, ref gradient, 0);
            Store(gradient1, ref gradient, 4);
            Store(gradient2, ref gradient, 8);
            Store(gradient3, ref gradient, 12);
        }
    }

    /// <summary>-sum_i a_i ln a_i = log1p(others / largest) + sum_i a_i (max - z_i).</summary>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static double Entropy(ref float logits, int classes)
    {
        ref float end = ref ReadEnd(stackalloc float[Group], ref logits, classes, float.NegativeInfinity);
        RowSum row = Reduce(ref logits, ref end, classes, out Shift shift, keeps: false, ref end);
        var cost = default(Total);
        int whole = Whole(classes);
        for (int i = 0; i < whole; i += Group)
            Add(ref cost, ref At(ref logits, i), shift, row.Max);
        Add(ref cost, ref end, shift, row.Max);
        return row.Log + (cost.Sum().High / row.Sum);

        // A term of 0 counts for nothing.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Add(ref Total cost, ref float z, Shift shift, double max)
        {
            cost = AddCostLow(cost, Exp(Load(ref z, 0), shift), Load(ref z, 0), max);
            cost = AddCostHigh(cost, Exp(Load(ref z, 4), shift), Load(ref z, 4), max);
            cost = AddCostLow(cost, Exp(Load(ref z, 8), shift), Load(ref z, 8), max);
            cost = AddCostHigh(cost, Exp(Load(ref z, 12), shift), Load(ref z, 12), max);
        }
    }

    /// <summary>a_label alone, with the bits that <see cref="Softmax"/> gives it.</summary>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static float Probability(ref float logits, int label, int classes)
    {
        ref float end = ref ReadEnd(stackalloc float[Group], ref logits, classes, float.NegativeInfinity);
        RowSum row = Reduce(ref logits, ref end, classes, out Shift shift, keeps: false, ref end);
        return Scale(Exp(Vector128.Create(At(ref logits, label)), shift), Reciprocal(row.SumTimes(1))).ToScalar();
    }

    // The classes of whole groups.
    private static int Whole(int classes) => classes & -Group;

    /// <summary>Copies the classes behind the whole groups to memory for a group, and fills it up.</summary>
    private static ref float ReadEnd(Span<float> memory, ref float row, int classes, float fill)
    {
        int whole = Whole(classes);
        memory.Fill(fill);
        MemoryMarshal.CreateReadOnlySpan(ref At(ref row, whole), classes - whole).CopyTo(memory);
        return ref MemoryMarshal.GetReference(memory);
    }

    private static void WriteEnd(ref float end, ref float row, int classes)
    {
        int whole = Whole(classes);
        int count = classes - whole;
        MemoryMarshal.CreateReadOnlySpan(ref end, count).CopyTo(MemoryMarshal.CreateSpan(ref At(ref row, whole), count));
    }

    [SkipLocalsInit]
    private static RowSum Reduce(ref float logits, int classes) =>
        Reduce(ref logits, ref ReadEnd(stackalloc float[Group], ref logits, classes, float.NegativeInfinity), classes);

    private static RowSum Reduce(ref float logits, ref float end, int classes) =>
        Reduce(ref logits, ref end, classes, out _, keeps: false, ref end);

    /// <summary>What the losses of a row are made of. Where asked to, the terms are kept at <paramref name="terms"/>, those of the end in its own place.</summary>
    [MethodImpl(KernelMethod.Options)]
    private static RowSum Reduce(ref float logits, ref float end, int classes, out Shift shift, bool keeps, ref float terms)
    {
        // The largest logit.
        int whole = Whole(classes);
        Vector128<float> max = LargestOf(ref end);
        for (int i = 0; i < whole; i += Group)
            max = Larger(max, LargestOf(ref At(ref logits, i)));
        max = LargestLane(max);

        // The sum of the terms below the largest; others that equal it count as ties.
        shift = ShiftFor(max);
        Vector128<float> largest = Exp(max, shift);
        int ties = 0;
        var below = default(Total);
        for (int block = 0; block < whole; block += Block)
        {
            Vector128<float> lanes0 = Zero;
            Vector128<float> lanes1 = Zero;
            Vector128<float> lanes2 = Zero;
            Vector128<float> lanes3 = Zero;
            int stop = Math.Min(block + Block, whole);
            for (int i = block; i < stop; i += Group)
                AddTerms(ref At(ref logits, i), shift, largest, ref ties, ref lanes0, ref lanes1, ref lanes2, ref lanes3, keeps, ref At(ref terms, i));
            below = below.AddBlock(lanes0, lanes1, lanes2, lanes3);
        }

        Vector128<float> end0 = Zero;
        Vector128<float> end1 = Zero;
        Vector128<float> end2 = Zero;
        Vector128<float> end3 = Zero;
        AddTerms(ref end, shift, largest, ref ties, ref end0, ref end1, ref end2, ref end3, keeps, ref end);
        below = below.AddBlock(end0, end1, end2, end3);
        return Row(max, largest, below.Sum(), ties);
    }

    private static Vector128<float> LargestOf(ref float z) => Larger(Larger(Load(ref z, 0), Load(ref z, 4)), Larger(Load(ref z, 8), Load(ref z, 12)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTerms(ref float z, Shift shift, Vector128<float> largest, ref int ties, ref Vector128<float> lanes0, ref Vector128<float> lanes1, ref Vector128<float> lanes2, ref Vector128<float> lanes3, bool keeps, ref float terms)
    {
        Vector128<float> e0 = Exp(Load(ref z, 0), shift);
        Vector128<float> e1 = Exp(Load(ref z, 4), shift);
        Vector128<float> e2 = Exp(Load(ref z, 8), shift);
        Vector128<float> e3 = Exp(Load(ref z, 12), shift);
        if (keeps)
        {
            Store(e0, ref terms, 0);
            Store(e1, ref terms, 4);
            Store(e2, ref terms, 8);
            Store(e3, ref terms, 12);
        }

        Vector128<float> top0 = Equal(e0, largest);
        Vector128<float> top1 = Equal(e1, largest);
        Vector128<float> top2 = Equal(e2, largest);
        Vector128<float> top3 = Equal(e3, largest);
        ties += Count(top0) + Count(top1) + Count(top2) + Count(top3);
        lanes0 += Without(e0, top0);
        lanes1 += Without(e1, top1);
        lanes2 += Without(e2, top2);
        lanes3 += Without(e3, top3);
    }

    /// <summary>The terms, kept, times the scale, in their place.</summary>
    [MethodImpl(KernelMethod.Options)]
    private static void ScaleAll(ref float terms, ref float end, int classes, DoubleWord<Vector128<float>> scale)
    {
        int whole = Whole(classes);
        for (int i = 0; i < whole; i += Group)
            Write(ref At(ref terms, i), scale);
        Write(ref end, scale);
        WriteEnd(ref end, ref terms, classes);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Write(ref float terms, DoubleWord<Vector128<float>> scale)
        {
            Store(Scale(Load(ref terms, 0), scale), ref terms, 0);
            Store(Scale(Load(ref terms, 4), scale), ref terms, 4);
            Store(Scale(Load(ref terms, 8), scale), ref terms, 8);
            Store(Scale(Load(ref terms, 12), scale), ref terms, 12);
        }
    }

    /// <summary>The loss of targets: no term of it is negative where no target is.</summary>
    [MethodImpl(KernelMethod.Options)]
    private static float Loss(RowSum row, ref float logits, ref float end, ref float targets, ref float endTargets, int classes, out Wide targetSum)
    {
        var cost = default(Total);
        var target = default(Total);
        int whole = Whole(classes);
        for (int i = 0; i < whole; i += Group)
            Add(ref cost, ref target, ref At(ref logits, i), ref At(ref targets, i), row.Max);
        Add(ref cost, ref target, ref end, ref endTargets, row.Max);
        targetSum = target.Sum();
        return (float)(cost.Sum().High + (row.Log * targetSum.High));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Add(ref Total cost, ref Total target, ref float z, ref float y, double max)
        {
            cost = AddCostLow(cost, Load(ref y, 0), Load(ref z, 0), max);
            cost = AddCostHigh(cost, Load(ref y, 4), Load(ref z, 4), max);
            cost = AddCostLow(cost, Load(ref y, 8), Load(ref z, 8), max);
            cost = AddCostHigh(cost, Load(ref y, 12), Load(ref z, 12), max);
            target = target.AddLow(Load(ref y, 0));
            target = target.AddHigh(Load(ref y, 4));
            target = target.AddLow(Load(ref y, 8));
            target = target.AddHigh(Load(ref y, 12));
        }
    }

    /// <summary>Adds terms * (max - z), and nothing where a term is 0, whatever z is: there the maximum takes its place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Total AddCostLow(Total cost, Vector128<float> terms, Vector128<float> z, double max) =>
        cost.AddCostLow(terms, Vector128.ConditionalSelect(Vector128.Equals(terms, Vector128<float>.Zero), Vector128.Create((float)max), z), max);

    /// <summary>The same in the other half of the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Total AddCostHigh(Total cost, Vector128<float> terms, Vector128<float> z, double max) =>
        cost.AddCostHigh(terms, Vector128.ConditionalSelect(Vector128.Equals(terms, Vector128<float>.Zero), Vector128.Create((float)max), z), max);
}
