using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

// The steps of kernels for narrow rows, whose logits are all finite and within reach of their largest: almost all rows there
// are. Their terms need no care at the ends of the exponent's range, and so e^z is computed before the largest logit is
// known, in fewer instructions. The bits are those that the general steps give.
public readonly partial struct Single128
{
    /// <summary>Below every power.</summary>
    public static Vector128<int> LowestPower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.Create(int.MinValue);
    }

    /// <summary>Above every power.</summary>
    public static Vector128<int> HighestPower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.Create(int.MaxValue);
    }

    /// <summary>The smaller of each pair of lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Smaller(Vector128<float> x, Vector128<float> y) => Vector128.MinNative(x, y);

    /// <summary>The larger of each pair of rounded numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Larger(Vector128<int> x, Vector128<int> y) => Vector128.Max(x, y);

    /// <summary>The smaller of each pair of rounded numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Smaller(Vector128<int> x, Vector128<int> y) => Vector128.Min(x, y);

    /// <summary>The largest lane, in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> LargestLane(Vector128<int> lanes)
    {
        lanes = Larger(lanes, SwapPairs(lanes.AsSingle()).AsInt32());
        return Larger(lanes, SwapNeighbours(lanes.AsSingle()).AsInt32());
    }

    /// <summary>A mask of the first <paramref name="count"/> lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> First([ConstantExpected] int count) =>
        ~Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(LastLanes), (nuint)(Vector128<float>.Count - count)).AsSingle();

    /// <summary>
    /// Whether a row is narrow, from its largest rounded logit and the smallest ones: no more than <see cref="SingleExp.NarrowPowers"/>
    /// apart, and the largest within its own range. No NaN, no infinity passes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNarrow(Vector128<int> top, Vector128<int> low)
    {
        // Both numbers are 0 to NarrowMask for narrow rows.
        Vector128<int> isInRange = top - Vector128.Create(SingleExp.NarrowLowest);
        Vector128<int> isInReach = low - top + Vector128.Create(SingleExp.NarrowPowers);
        return ((isInRange | isInReach) & Vector128.Create(~SingleExp.NarrowMask)) == Vector128<int>.Zero;
    }

    /// <summary>Whether a row of more classes than a vector has lanes is narrow.</summary>
    [MethodImpl(KernelMethod.Options)]
    public static bool IsNarrow(ref float logits, int classes)
    {
        Vector128<int> highest = LowestPower, lowest = HighestPower;
        nuint last = (nuint)(classes - Vector128<float>.Count);
        for (nuint i = 0; i < last; i += (nuint)Vector128<float>.Count)
        {
            Vector128<int> n = PowerOf(Load(ref logits, i));
            highest = Larger(highest, n);
            lowest = Smaller(lowest, n);
        }

        Vector128<int> end = PowerOf(Load(ref logits, last));
        return IsNarrow(LargestLane(Larger(highest, end)), Smaller(lowest, end));
    }

    /// <summary>z / ln 2 rounded to an integer, in the low bits of <see cref="SingleExp.Round"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> PowerOf(Vector128<float> z) =>
        Vector128.MultiplyAddEstimate(z, Vector128.Create(SingleExp.Log2E), Vector128.Create(SingleExp.Round)).AsInt32();

    /// <summary>What stands for the largest power before that is known: relative to it too, the terms of a narrow row are normal numbers, whichever logit is the first. The power of two between them cancels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> PowerAbove(float first) => PowerOf(Vector128.Create(first)) + Vector128.Create(SingleExp.Rise);

    /// <summary>e^z = 2^n e^r before the largest logit is known: n as <see cref="PowerOf"/> gives it, and the bits q of e^z, whose exponent wraps around where it has no room.</summary>
    /// <remarks>Four at a time, step by step: each waits for its own step before, and meanwhile the others go on.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Powers(
        Vector128<float> z0, Vector128<float> z1, Vector128<float> z2, Vector128<float> z3,
        out Vector128<int> n0, out Vector128<int> n1, out Vector128<int> n2, out Vector128<int> n3,
        out Vector128<int> q0, out Vector128<int> q1, out Vector128<int> q2, out Vector128<int> q3)
    {
        Split(z0, z1, z2, z3, out n0, out n1, out n2, out n3, out Vector128<float> p0, out Vector128<float> p1, out Vector128<float> p2, out Vector128<float> p3);
        q0 = p0.AsInt32() + Vector128.ShiftLeft(n0, 23);
        q1 = p1.AsInt32() + Vector128.ShiftLeft(n1, 23);
        q2 = p2.AsInt32() + Vector128.ShiftLeft(n2, 23);
        q3 = p3.AsInt32() + Vector128.ShiftLeft(n3, 23);
    }

    /// <summary>The same for two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Powers(
        Vector128<float> z0, Vector128<float> z1,
        out Vector128<int> n0, out Vector128<int> n1,
        out Vector128<int> q0, out Vector128<int> q1)
    {
        Split(z0, z1, out n0, out n1, out Vector128<float> p0, out Vector128<float> p1);
        q0 = p0.AsInt32() + Vector128.ShiftLeft(n0, 23);
        q1 = p1.AsInt32() + Vector128.ShiftLeft(n1, 23);
    }

    /// <summary>The same for one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Powers(
        Vector128<float> z,
        out Vector128<int> n,
        out Vector128<int> q)
    {
        Split(z, out n, out Vector128<float> p);
        q = p.AsInt32() + Vector128.ShiftLeft(n, 23);
    }

    /// <summary>What the bits of e^z drop by to those of terms relative to 2^N: N - lift, where the exponent is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> DropOf(Vector128<int> top) => Vector128.ShiftLeft(top - Vector128.Create((int)SingleExp.Lift), 23);

    /// <summary>The terms e^z 2^lift / 2^N from the bits of e^z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Lower(Vector128<int> q, Vector128<int> drop) => (q - drop).AsSingle();

    /// <summary>The term of one logit of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Term(Vector128<float> z, Vector128<int> drop)
    {
        Powers(z, out _, out Vector128<int> q);
        return Lower(q, drop);
    }

    /// <summary>The term of the label's logit. NaN gives NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Own(float logit, Vector128<int> top)
    {
        Terms(Vector128.Create(logit), top, out Vector128<float> term);
        return term.ToScalar();
    }

    /// <summary>The terms where the largest logit is known before. NaN gives NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Terms(
        Vector128<float> z0, Vector128<float> z1, Vector128<float> z2, Vector128<float> z3, Vector128<int> top,
        out Vector128<float> e0, out Vector128<float> e1, out Vector128<float> e2, out Vector128<float> e3)
    {
        Split(z0, z1, z2, z3, out Vector128<int> n0, out Vector128<int> n1, out Vector128<int> n2, out Vector128<int> n3, out Vector128<float> p0, out Vector128<float> p1, out Vector128<float> p2, out Vector128<float> p3);
        e0 = p0 * Power(n0, top);
        e1 = p1 * Power(n1, top);
        e2 = p2 * Power(n2, top);
        e3 = p3 * Power(n3, top);
    }

    /// <summary>The same for two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Terms(
        Vector128<float> z0, Vector128<float> z1, Vector128<int> top,
        out Vector128<float> e0, out Vector128<float> e1)
    {
        Split(z0, z1, out Vector128<int> n0, out Vector128<int> n1, out Vector128<float> p0, out Vector128<float> p1);
        e0 = p0 * Power(n0, top);
        e1 = p1 * Power(n1, top);
    }

    /// <summary>The same for one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Terms(
        Vector128<float> z, Vector128<int> top,
        out Vector128<float> e)
    {
        Split(z, out Vector128<int> n, out Vector128<float> p);
        e = p * Power(n, top);
    }

    /// <summary>terms * scale as a probability, rounded once: that of a narrow row is never below the normal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Times(Vector128<float> terms, DoubleWord<Vector128<float>> scale) =>
        Vector128.MultiplyAddEstimate(terms, scale.High, terms * scale.Low);

    // 2^(n - N), lifted.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Power(Vector128<int> n, Vector128<int> top) =>
        Vector128.ShiftLeft(n - (top - Vector128.Create((int)(SingleExp.Bias + SingleExp.Lift))), 23).AsSingle();

    // n = round(z / ln 2) and p = e^r with r = z - n ln 2, by Horner's rule.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(
        Vector128<float> z0, Vector128<float> z1, Vector128<float> z2, Vector128<float> z3,
        out Vector128<int> n0, out Vector128<int> n1, out Vector128<int> n2, out Vector128<int> n3,
        out Vector128<float> p0, out Vector128<float> p1, out Vector128<float> p2, out Vector128<float> p3)
    {
        ref float constants = ref MemoryMarshal.GetReference(SingleExp.Vectors);
        Vector128<float> log2E = Constant(ref constants, 0);
        Vector128<float> round = Constant(ref constants, 1);
        Vector128<float> t0 = Vector128.MultiplyAddEstimate(z0, log2E, round);
        Vector128<float> t1 = Vector128.MultiplyAddEstimate(z1, log2E, round);
        Vector128<float> t2 = Vector128.MultiplyAddEstimate(z2, log2E, round);
        Vector128<float> t3 = Vector128.MultiplyAddEstimate(z3, log2E, round);
        Vector128<float> w0 = t0 - round;
        Vector128<float> w1 = t1 - round;
        Vector128<float> w2 = t2 - round;
        Vector128<float> w3 = t3 - round;
        Vector128<float> ln2High = Constant(ref constants, 2);
        Vector128<float> r0 = Vector128.MultiplyAddEstimate(w0, ln2High, z0);
        Vector128<float> r1 = Vector128.MultiplyAddEstimate(w1, ln2High, z1);
        Vector128<float> r2 = Vector128.MultiplyAddEstimate(w2, ln2High, z2);
        Vector128<float> r3 = Vector128.MultiplyAddEstimate(w3, ln2High, z3);
        Vector128<float> ln2Low = Constant(ref constants, 3);
        r0 = Vector128.MultiplyAddEstimate(w0, ln2Low, r0);
        r1 = Vector128.MultiplyAddEstimate(w1, ln2Low, r1);
        r2 = Vector128.MultiplyAddEstimate(w2, ln2Low, r2);
        r3 = Vector128.MultiplyAddEstimate(w3, ln2Low, r3);
        Vector128<float> c6 = Constant(ref constants, 4);
        Vector128<float> c5 = Constant(ref constants, 5);
        p0 = Vector128.MultiplyAddEstimate(c6, r0, c5);
        p1 = Vector128.MultiplyAddEstimate(c6, r1, c5);
        p2 = Vector128.MultiplyAddEstimate(c6, r2, c5);
        p3 = Vector128.MultiplyAddEstimate(c6, r3, c5);
        Vector128<float> c4 = Constant(ref constants, 6);
        p0 = Vector128.MultiplyAddEstimate(p0, r0, c4);
        p1 = Vector128.MultiplyAddEstimate(p1, r1, c4);
        p2 = Vector128.MultiplyAddEstimate(p2, r2, c4);
        p3 = Vector128.MultiplyAddEstimate(p3, r3, c4);
        Vector128<float> c3 = Constant(ref constants, 7);
        p0 = Vector128.MultiplyAddEstimate(p0, r0, c3);
        p1 = Vector128.MultiplyAddEstimate(p1, r1, c3);
        p2 = Vector128.MultiplyAddEstimate(p2, r2, c3);
        p3 = Vector128.MultiplyAddEstimate(p3, r3, c3);
        Vector128<float> c2 = Constant(ref constants, 8);
        p0 = Vector128.MultiplyAddEstimate(p0, r0, c2);
        p1 = Vector128.MultiplyAddEstimate(p1, r1, c2);
        p2 = Vector128.MultiplyAddEstimate(p2, r2, c2);
        p3 = Vector128.MultiplyAddEstimate(p3, r3, c2);
        Vector128<float> one = Constant(ref constants, 9);
        p0 = Vector128.MultiplyAddEstimate(p0, r0, one);
        p1 = Vector128.MultiplyAddEstimate(p1, r1, one);
        p2 = Vector128.MultiplyAddEstimate(p2, r2, one);
        p3 = Vector128.MultiplyAddEstimate(p3, r3, one);
        p0 = Vector128.MultiplyAddEstimate(p0, r0, one);
        p1 = Vector128.MultiplyAddEstimate(p1, r1, one);
        p2 = Vector128.MultiplyAddEstimate(p2, r2, one);
        p3 = Vector128.MultiplyAddEstimate(p3, r3, one);
        n0 = t0.AsInt32();
        n1 = t1.AsInt32();
        n2 = t2.AsInt32();
        n3 = t3.AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(
        Vector128<float> z0, Vector128<float> z1,
        out Vector128<int> n0, out Vector128<int> n1,
        out Vector128<float> p0, out Vector128<float> p1)
    {
        ref float constants = ref MemoryMarshal.GetReference(SingleExp.Vectors);
        Vector128<float> log2E = Constant(ref constants, 0);
        Vector128<float> round = Constant(ref constants, 1);
        Vector128<float> t0 = Vector128.MultiplyAddEstimate(z0, log2E, round);
        Vector128<float> t1 = Vector128.MultiplyAddEstimate(z1, log2E, round);
        Vector128<float> w0 = t0 - round;
        Vector128<float> w1 = t1 - round;
        Vector128<float> ln2High = Constant(ref constants, 2);
        Vector128<float> r0 = Vector128.MultiplyAddEstimate(w0, ln2High, z0);
        Vector128<float> r1 = Vector128.MultiplyAddEstimate(w1, ln2High, z1);
        Vector128<float> ln2Low = Constant(ref constants, 3);
        r0 = Vector128.MultiplyAddEstimate(w0, ln2Low, r0);
        r1 = Vector128.MultiplyAddEstimate(w1, ln2Low, r1);
        Vector128<float> c6 = Constant(ref constants, 4);
        Vector128<float> c5 = Constant(ref constants, 5);
        p0 = Vector128.MultiplyAddEstimate(c6, r0, c5);
        p1 = Vector128.MultiplyAddEstimate(c6, r1, c5);
        Vector128<float> c4 = Constant(ref constants, 6);
        p0 = Vector128.MultiplyAddEstimate(p0, r0, c4);
        p1 = Vector128.MultiplyAddEstimate(p1, r1, c4);
        Vector128<float> c3 = Constant(ref constants, 7);
        p0 = Vector128.MultiplyAddEstimate(p0, r0, c3);
        p1 = Vector128.MultiplyAddEstimate(p1, r1, c3);
        Vector128<float> c2 = Constant(ref constants, 8);
        p0 = Vector128.MultiplyAddEstimate(p0, r0, c2);
        p1 = Vector128.MultiplyAddEstimate(p1, r1, c2);
        Vector128<float> one = Constant(ref constants, 9);
        p0 = Vector128.MultiplyAddEstimate(p0, r0, one);
        p1 = Vector128.MultiplyAddEstimate(p1, r1, one);
        p0 = Vector128.MultiplyAddEstimate(p0, r0, one);
        p1 = Vector128.MultiplyAddEstimate(p1, r1, one);
        n0 = t0.AsInt32();
        n1 = t1.AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(
        Vector128<float> z,
        out Vector128<int> n,
        out Vector128<float> p)
    {
        ref float constants = ref MemoryMarshal.GetReference(SingleExp.Vectors);
        Vector128<float> log2E = Constant(ref constants, 0);
        Vector128<float> round = Constant(ref constants, 1);
        Vector128<float> t = Vector128.MultiplyAddEstimate(z, log2E, round);
        Vector128<float> w = t - round;
        Vector128<float> ln2High = Constant(ref constants, 2);
        Vector128<float> r = Vector128.MultiplyAddEstimate(w, ln2High, z);
        Vector128<float> ln2Low = Constant(ref constants, 3);
        r = Vector128.MultiplyAddEstimate(w, ln2Low, r);
        Vector128<float> c6 = Constant(ref constants, 4);
        Vector128<float> c5 = Constant(ref constants, 5);
        p = Vector128.MultiplyAddEstimate(c6, r, c5);
        Vector128<float> c4 = Constant(ref constants, 6);
        p = Vector128.MultiplyAddEstimate(p, r, c4);
        Vector128<float> c3 = Constant(ref constants, 7);
        p = Vector128.MultiplyAddEstimate(p, r, c3);
        Vector128<float> c2 = Constant(ref constants, 8);
        p = Vector128.MultiplyAddEstimate(p, r, c2);
        Vector128<float> one = Constant(ref constants, 9);
        p = Vector128.MultiplyAddEstimate(p, r, one);
        p = Vector128.MultiplyAddEstimate(p, r, one);
        n = t.AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Constant(ref float constants, int index) =>
        Vector128.LoadUnsafe(ref constants, (nuint)(index * SingleExp.Repeats));

    /// <summary>What the loss of targets is made of: sum_i y_i (max - z_i), and sum_i y_i.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct TargetSums(Total costs, Total targets)
    {
        private readonly Total _costs = costs, _targets = targets;

        /// <summary>sum_i y_i (max - z_i).</summary>
        public double Cost
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => _costs.Sum().High;
        }

        /// <summary>sum_i y_i.</summary>
        public Wide Targets
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => _targets.Sum();
        }

        /// <summary>Adds 4 classes, the first half of a group.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TargetSums AddLow(Vector128<float> targets, Vector128<float> z, double max) => new(_costs.AddCostLow(targets, z, max), _targets.AddLow(targets));

        /// <summary>Adds 4 classes, the second half of a group.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TargetSums AddHigh(Vector128<float> targets, Vector128<float> z, double max) => new(_costs.AddCostHigh(targets, z, max), _targets.AddHigh(targets));
    }
}
