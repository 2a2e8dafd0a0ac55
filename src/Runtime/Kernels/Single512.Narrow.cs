using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

// The steps of kernels for narrow rows, whose logits are all finite and within reach of their largest: almost all rows there
// are. Their terms need no care at the ends of the exponent's range, and so e^z is computed before the largest logit is
// known, in fewer instructions. The bits are those that the general steps give.
public readonly partial struct Single512
{
    /// <summary>Below every power.</summary>
    public static Vector512<int> LowestPower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(int.MinValue);
    }

    /// <summary>Above every power.</summary>
    public static Vector512<int> HighestPower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(int.MaxValue);
    }

    /// <summary>The smaller of each pair of lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Smaller(Vector512<float> x, Vector512<float> y) => Vector512.MinNative(x, y);

    /// <summary>The larger of each pair of rounded numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Larger(Vector512<int> x, Vector512<int> y) => Vector512.Max(x, y);

    /// <summary>The smaller of each pair of rounded numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Smaller(Vector512<int> x, Vector512<int> y) => Vector512.Min(x, y);

    /// <summary>The largest lane, in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LargestLane(Vector512<int> lanes) =>
        Vector512.Create(Single256.LargestLane(Single256.Larger(lanes.GetLower(), lanes.GetUpper())).AsSingle().ToScalar()).AsInt32();

    /// <summary>
    /// Whether a row is narrow, from its largest rounded logit and the smallest ones: no more than <see cref="SingleExp.NarrowPowers"/>
    /// apart, and the largest within its own range. No NaN, no infinity passes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNarrow(Vector512<int> top, Vector512<int> low)
    {
        // Both numbers are 0 to NarrowMask for narrow rows.
        Vector512<int> isInRange = top - Vector512.Create(SingleExp.NarrowLowest);
        Vector512<int> isInReach = low - top + Vector512.Create(SingleExp.NarrowPowers);
        return ((isInRange | isInReach) & Vector512.Create(~SingleExp.NarrowMask)) == Vector512<int>.Zero;
    }

    /// <summary>Whether a row of more classes than a vector has lanes is narrow.</summary>
    [MethodImpl(KernelMethod.Options)]
    public static bool IsNarrow(ref float logits, int classes)
    {
        Vector512<int> highest = LowestPower, lowest = HighestPower;
        nuint last = (nuint)(classes - Vector512<float>.Count);
        for (nuint i = 0; i < last; i += (nuint)Vector512<float>.Count)
        {
            Vector512<int> n = PowerOf(Load(ref logits, i));
            highest = Larger(highest, n);
            lowest = Smaller(lowest, n);
        }

        Vector512<int> end = PowerOf(Load(ref logits, last));
        return IsNarrow(LargestLane(Larger(highest, end)), Smaller(lowest, end));
    }

    /// <summary>z / ln 2 rounded to an integer, in the low bits of <see cref="SingleExp.Round"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> PowerOf(Vector512<float> z) =>
        Vector512.MultiplyAddEstimate(z, Vector512.Create(SingleExp.Log2E), Vector512.Create(SingleExp.Round)).AsInt32();

    /// <summary>What stands for the largest power before that is known: relative to it too, the terms of a narrow row are normal numbers, whichever logit is the first. The power of two between them cancels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> PowerAbove(float first) => PowerOf(Vector512.Create(first)) + Vector512.Create(SingleExp.Rise);

    /// <summary>e^z = 2^n e^r before the largest logit is known: n as <see cref="PowerOf"/> gives it, and the bits q of e^z, whose exponent wraps around where it has no room.</summary>
    /// <remarks>Four at a time, step by step: each waits for its own step before, and meanwhile the others go on.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Powers(
        Vector512<float> z0, Vector512<float> z1, Vector512<float> z2, Vector512<float> z3,
        out Vector512<int> n0, out Vector512<int> n1, out Vector512<int> n2, out Vector512<int> n3,
        out Vector512<int> q0, out Vector512<int> q1, out Vector512<int> q2, out Vector512<int> q3)
    {
        Split(z0, z1, z2, z3, out n0, out n1, out n2, out n3, out Vector512<float> p0, out Vector512<float> p1, out Vector512<float> p2, out Vector512<float> p3);
        q0 = p0.AsInt32() + Vector512.ShiftLeft(n0, 23);
        q1 = p1.AsInt32() + Vector512.ShiftLeft(n1, 23);
        q2 = p2.AsInt32() + Vector512.ShiftLeft(n2, 23);
        q3 = p3.AsInt32() + Vector512.ShiftLeft(n3, 23);
    }

    /// <summary>The same for two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Powers(
        Vector512<float> z0, Vector512<float> z1,
        out Vector512<int> n0, out Vector512<int> n1,
        out Vector512<int> q0, out Vector512<int> q1)
    {
        Split(z0, z1, out n0, out n1, out Vector512<float> p0, out Vector512<float> p1);
        q0 = p0.AsInt32() + Vector512.ShiftLeft(n0, 23);
        q1 = p1.AsInt32() + Vector512.ShiftLeft(n1, 23);
    }

    /// <summary>The same for one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Powers(
        Vector512<float> z,
        out Vector512<int> n,
        out Vector512<int> q)
    {
        Split(z, out n, out Vector512<float> p);
        q = p.AsInt32() + Vector512.ShiftLeft(n, 23);
    }

    /// <summary>What the bits of e^z drop by to those of terms relative to 2^N: N - lift, where the exponent is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> DropOf(Vector512<int> top) => Vector512.ShiftLeft(top - Vector512.Create((int)SingleExp.Lift), 23);

    /// <summary>The terms e^z 2^lift / 2^N from the bits of e^z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Lower(Vector512<int> q, Vector512<int> drop) => (q - drop).AsSingle();

    /// <summary>The term of one logit of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Term(Vector512<float> z, Vector512<int> drop)
    {
        Powers(z, out _, out Vector512<int> q);
        return Lower(q, drop);
    }

    /// <summary>The term of the label's logit. NaN gives NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Own(float logit, Vector512<int> top) => Single256.Own(logit, top.GetLower());

    /// <summary>The terms where the largest logit is known before. NaN gives NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Terms(
        Vector512<float> z0, Vector512<float> z1, Vector512<float> z2, Vector512<float> z3, Vector512<int> top,
        out Vector512<float> e0, out Vector512<float> e1, out Vector512<float> e2, out Vector512<float> e3)
    {
        Split(z0, z1, z2, z3, out Vector512<int> n0, out Vector512<int> n1, out Vector512<int> n2, out Vector512<int> n3, out Vector512<float> p0, out Vector512<float> p1, out Vector512<float> p2, out Vector512<float> p3);
        e0 = p0 * Power(n0, top);
        e1 = p1 * Power(n1, top);
        e2 = p2 * Power(n2, top);
        e3 = p3 * Power(n3, top);
    }

    /// <summary>The same for two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Terms(
        Vector512<float> z0, Vector512<float> z1, Vector512<int> top,
        out Vector512<float> e0, out Vector512<float> e1)
    {
        Split(z0, z1, out Vector512<int> n0, out Vector512<int> n1, out Vector512<float> p0, out Vector512<float> p1);
        e0 = p0 * Power(n0, top);
        e1 = p1 * Power(n1, top);
    }

    /// <summary>The same for one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Terms(
        Vector512<float> z, Vector512<int> top,
        out Vector512<float> e)
    {
        Split(z, out Vector512<int> n, out Vector512<float> p);
        e = p * Power(n, top);
    }

    /// <summary>terms * scale as a probability, rounded once: that of a narrow row is never below the normal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Times(Vector512<float> terms, DoubleWord<Vector512<float>> scale) =>
        Vector512.MultiplyAddEstimate(terms, scale.High, terms * scale.Low);

    // 2^(n - N), lifted.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Power(Vector512<int> n, Vector512<int> top) =>
        Vector512.ShiftLeft(n - (top - Vector512.Create((int)(SingleExp.Bias + SingleExp.Lift))), 23).AsSingle();

    // n = round(z / ln 2) and p = e^r with r = z - n ln 2, by Horner's rule.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(
        Vector512<float> z0, Vector512<float> z1, Vector512<float> z2, Vector512<float> z3,
        out Vector512<int> n0, out Vector512<int> n1, out Vector512<int> n2, out Vector512<int> n3,
        out Vector512<float> p0, out Vector512<float> p1, out Vector512<float> p2, out Vector512<float> p3)
    {
        ref float constants = ref MemoryMarshal.GetReference(SingleExp.Vectors);
        Vector512<float> log2E = Constant(ref constants, 0);
        Vector512<float> round = Constant(ref constants, 1);
        Vector512<float> t0 = Vector512.MultiplyAddEstimate(z0, log2E, round);
        Vector512<float> t1 = Vector512.MultiplyAddEstimate(z1, log2E, round);
        Vector512<float> t2 = Vector512.MultiplyAddEstimate(z2, log2E, round);
        Vector512<float> t3 = Vector512.MultiplyAddEstimate(z3, log2E, round);
        Vector512<float> w0 = t0 - round;
        Vector512<float> w1 = t1 - round;
        Vector512<float> w2 = t2 - round;
        Vector512<float> w3 = t3 - round;
        Vector512<float> ln2High = Constant(ref constants, 2);
        Vector512<float> r0 = Vector512.MultiplyAddEstimate(w0, ln2High, z0);
        Vector512<float> r1 = Vector512.MultiplyAddEstimate(w1, ln2High, z1);
        Vector512<float> r2 = Vector512.MultiplyAddEstimate(w2, ln2High, z2);
        Vector512<float> r3 = Vector512.MultiplyAddEstimate(w3, ln2High, z3);
        Vector512<float> ln2Low = Constant(ref constants, 3);
        r0 = Vector512.MultiplyAddEstimate(w0, ln2Low, r0);
        r1 = Vector512.MultiplyAddEstimate(w1, ln2Low, r1);
        r2 = Vector512.MultiplyAddEstimate(w2, ln2Low, r2);
        r3 = Vector512.MultiplyAddEstimate(w3, ln2Low, r3);
        Vector512<float> c6 = Constant(ref constants, 4);
        Vector512<float> c5 = Constant(ref constants, 5);
        p0 = Vector512.MultiplyAddEstimate(c6, r0, c5);
        p1 = Vector512.MultiplyAddEstimate(c6, r1, c5);
        p2 = Vector512.MultiplyAddEstimate(c6, r2, c5);
        p3 = Vector512.MultiplyAddEstimate(c6, r3, c5);
        Vector512<float> c4 = Constant(ref constants, 6);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, c4);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, c4);
        p2 = Vector512.MultiplyAddEstimate(p2, r2, c4);
        p3 = Vector512.MultiplyAddEstimate(p3, r3, c4);
        Vector512<float> c3 = Constant(ref constants, 7);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, c3);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, c3);
        p2 = Vector512.MultiplyAddEstimate(p2, r2, c3);
        p3 = Vector512.MultiplyAddEstimate(p3, r3, c3);
        Vector512<float> c2 = Constant(ref constants, 8);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, c2);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, c2);
        p2 = Vector512.MultiplyAddEstimate(p2, r2, c2);
        p3 = Vector512.MultiplyAddEstimate(p3, r3, c2);
        Vector512<float> one = Constant(ref constants, 9);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, one);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, one);
        p2 = Vector512.MultiplyAddEstimate(p2, r2, one);
        p3 = Vector512.MultiplyAddEstimate(p3, r3, one);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, one);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, one);
        p2 = Vector512.MultiplyAddEstimate(p2, r2, one);
        p3 = Vector512.MultiplyAddEstimate(p3, r3, one);
        n0 = t0.AsInt32();
        n1 = t1.AsInt32();
        n2 = t2.AsInt32();
        n3 = t3.AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(
        Vector512<float> z0, Vector512<float> z1,
        out Vector512<int> n0, out Vector512<int> n1,
        out Vector512<float> p0, out Vector512<float> p1)
    {
        ref float constants = ref MemoryMarshal.GetReference(SingleExp.Vectors);
        Vector512<float> log2E = Constant(ref constants, 0);
        Vector512<float> round = Constant(ref constants, 1);
        Vector512<float> t0 = Vector512.MultiplyAddEstimate(z0, log2E, round);
        Vector512<float> t1 = Vector512.MultiplyAddEstimate(z1, log2E, round);
        Vector512<float> w0 = t0 - round;
        Vector512<float> w1 = t1 - round;
        Vector512<float> ln2High = Constant(ref constants, 2);
        Vector512<float> r0 = Vector512.MultiplyAddEstimate(w0, ln2High, z0);
        Vector512<float> r1 = Vector512.MultiplyAddEstimate(w1, ln2High, z1);
        Vector512<float> ln2Low = Constant(ref constants, 3);
        r0 = Vector512.MultiplyAddEstimate(w0, ln2Low, r0);
        r1 = Vector512.MultiplyAddEstimate(w1, ln2Low, r1);
        Vector512<float> c6 = Constant(ref constants, 4);
        Vector512<float> c5 = Constant(ref constants, 5);
        p0 = Vector512.MultiplyAddEstimate(c6, r0, c5);
        p1 = Vector512.MultiplyAddEstimate(c6, r1, c5);
        Vector512<float> c4 = Constant(ref constants, 6);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, c4);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, c4);
        Vector512<float> c3 = Constant(ref constants, 7);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, c3);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, c3);
        Vector512<float> c2 = Constant(ref constants, 8);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, c2);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, c2);
        Vector512<float> one = Constant(ref constants, 9);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, one);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, one);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, one);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, one);
        n0 = t0.AsInt32();
        n1 = t1.AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(
        Vector512<float> z,
        out Vector512<int> n,
        out Vector512<float> p)
    {
        ref float constants = ref MemoryMarshal.GetReference(SingleExp.Vectors);
        Vector512<float> log2E = Constant(ref constants, 0);
        Vector512<float> round = Constant(ref constants, 1);
        Vector512<float> t = Vector512.MultiplyAddEstimate(z, log2E, round);
        Vector512<float> w = t - round;
        Vector512<float> ln2High = Constant(ref constants, 2);
        Vector512<float> r = Vector512.MultiplyAddEstimate(w, ln2High, z);
        Vector512<float> ln2Low = Constant(ref constants, 3);
        r = Vector512.MultiplyAddEstimate(w, ln2Low, r);
        Vector512<float> c6 = Constant(ref constants, 4);
        Vector512<float> c5 = Constant(ref constants, 5);
        p = Vector512.MultiplyAddEstimate(c6, r, c5);
        Vector512<float> c4 = Constant(ref constants, 6);
        p = Vector512.MultiplyAddEstimate(p, r, c4);
        Vector512<float> c3 = Constant(ref constants, 7);
        p = Vector512.MultiplyAddEstimate(p, r, c3);
        Vector512<float> c2 = Constant(ref constants, 8);
        p = Vector512.MultiplyAddEstimate(p, r, c2);
        Vector512<float> one = Constant(ref constants, 9);
        p = Vector512.MultiplyAddEstimate(p, r, one);
        p = Vector512.MultiplyAddEstimate(p, r, one);
        n = t.AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Constant(ref float constants, int index) =>
        Vector512.LoadUnsafe(ref constants, (nuint)(index * SingleExp.Repeats));

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

        /// <summary>Adds 16 classes.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TargetSums Add(Vector512<float> targets, Vector512<float> z, double max) => new(_costs.AddCost(targets, z, max), _targets.Add(targets));
    }
}
