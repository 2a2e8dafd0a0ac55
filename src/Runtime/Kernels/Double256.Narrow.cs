using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

// The steps of kernels for narrow rows, whose logits are all finite and within reach of their largest: almost all rows there
// are. Their terms need no care at the ends of the exponent's range, and so e^z is computed before the largest logit is
// known, in fewer instructions. The bits are those that the general steps give.
public readonly partial struct Double256
{
    /// <summary>Below every power.</summary>
    public static Vector256<long> LowestPower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(int.MinValue).AsInt64();
    }

    /// <summary>Above every power.</summary>
    public static Vector256<long> HighestPower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(int.MaxValue).AsInt64();
    }

    /// <summary>The smaller of each pair of lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Smaller(Vector256<double> x, Vector256<double> y) => Vector256.MinNative(x, y);

    // Of a rounded number's 64 bits the lower half is n, and the upper half one of two neighbouring numbers: compared by
    // halves, which every width can do in one instruction, the larger of two is still one of them. NaN, infinities and what
    // is far out of reach have other upper halves.

    /// <summary>The larger of each pair of rounded numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Larger(Vector256<long> x, Vector256<long> y) => Vector256.Max(x.AsInt32(), y.AsInt32()).AsInt64();

    /// <summary>The smaller of each pair of rounded numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Smaller(Vector256<long> x, Vector256<long> y) => Vector256.Min(x.AsInt32(), y.AsInt32()).AsInt64();

    /// <summary>The largest lane, in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> LargestLane(Vector256<long> lanes) =>
        Vector256.Create(Double128.LargestLane(Double128.Larger(lanes.GetLower(), lanes.GetUpper())).AsDouble().ToScalar()).AsInt64();

    /// <summary>
    /// Whether a row is narrow, from its largest rounded logit and the smallest ones: no more than <see cref="DoubleExp.NarrowPowers"/>
    /// apart, and the largest within its own range. No NaN, no infinity passes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNarrow(Vector256<long> top, Vector256<long> low)
    {
        // Both numbers are 0 to NarrowMask for narrow rows.
        Vector256<long> isInRange = top - Vector256.Create(DoubleExp.NarrowLowest);
        Vector256<long> isInReach = low - top + Vector256.Create(DoubleExp.NarrowPowers);
        return ((isInRange | isInReach) & Vector256.Create(~DoubleExp.NarrowMask)) == Vector256<long>.Zero;
    }

    /// <summary>Whether a row of more classes than a vector has lanes is narrow.</summary>
    [MethodImpl(KernelMethod.Options)]
    public static bool IsNarrow(ref double logits, int classes)
    {
        Vector256<long> highest = LowestPower, lowest = HighestPower;
        nuint last = (nuint)(classes - Vector256<double>.Count);
        for (nuint i = 0; i < last; i += (nuint)Vector256<double>.Count)
        {
            Vector256<long> n = PowerOf(Load(ref logits, i));
            highest = Larger(highest, n);
            lowest = Smaller(lowest, n);
        }

        Vector256<long> end = PowerOf(Load(ref logits, last));
        return IsNarrow(LargestLane(Larger(highest, end)), Smaller(lowest, end));
    }

    /// <summary>z / ln 2 rounded to an integer, in the low bits of <see cref="DoubleExp.Round"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> PowerOf(Vector256<double> z) =>
        Vector256.MultiplyAddEstimate(z, Vector256.Create(DoubleExp.Log2E), Vector256.Create(DoubleExp.Round)).AsInt64();

    /// <summary>What stands for the largest power before that is known: relative to it too, the terms of a narrow row are normal numbers, whichever logit is the first. The power of two between them cancels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> PowerAbove(double first) => PowerOf(Vector256.Create(first)) + Vector256.Create(DoubleExp.Rise);

    /// <summary>e^z = 2^n e^r before the largest logit is known: n as <see cref="PowerOf"/> gives it, and the bits q of e^z, whose exponent wraps around where it has no room.</summary>
    /// <remarks>Four at a time, step by step: each waits for its own step before, and meanwhile the others go on.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Powers(
        Vector256<double> z0, Vector256<double> z1, Vector256<double> z2, Vector256<double> z3,
        out Vector256<long> n0, out Vector256<long> n1, out Vector256<long> n2, out Vector256<long> n3,
        out Vector256<long> q0, out Vector256<long> q1, out Vector256<long> q2, out Vector256<long> q3)
    {
        Split(z0, z1, z2, z3, out n0, out n1, out n2, out n3, out Vector256<double> p0, out Vector256<double> p1, out Vector256<double> p2, out Vector256<double> p3);
        q0 = p0.AsInt64() + Vector256.ShiftLeft(n0, 52);
        q1 = p1.AsInt64() + Vector256.ShiftLeft(n1, 52);
        q2 = p2.AsInt64() + Vector256.ShiftLeft(n2, 52);
        q3 = p3.AsInt64() + Vector256.ShiftLeft(n3, 52);
    }

    /// <summary>The same for two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Powers(
        Vector256<double> z0, Vector256<double> z1,
        out Vector256<long> n0, out Vector256<long> n1,
        out Vector256<long> q0, out Vector256<long> q1)
    {
        Split(z0, z1, out n0, out n1, out Vector256<double> p0, out Vector256<double> p1);
        q0 = p0.AsInt64() + Vector256.ShiftLeft(n0, 52);
        q1 = p1.AsInt64() + Vector256.ShiftLeft(n1, 52);
    }

    /// <summary>The same for one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Powers(
        Vector256<double> z,
        out Vector256<long> n,
        out Vector256<long> q)
    {
        Split(z, out n, out Vector256<double> p);
        q = p.AsInt64() + Vector256.ShiftLeft(n, 52);
    }

    /// <summary>What the bits of e^z drop by to those of terms relative to 2^N: N - lift, where the exponent is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> DropOf(Vector256<long> top) => Vector256.ShiftLeft(top - Vector256.Create((long)DoubleExp.Lift), 52);

    /// <summary>The terms e^z 2^lift / 2^N from the bits of e^z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Lower(Vector256<long> q, Vector256<long> drop) => (q - drop).AsDouble();

    /// <summary>The term of one logit of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Term(Vector256<double> z, Vector256<long> drop)
    {
        Powers(z, out _, out Vector256<long> q);
        return Lower(q, drop);
    }

    /// <summary>The term of the label's logit. NaN gives NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Own(double logit, Vector256<long> top) => Double128.Own(logit, top.GetLower());

    /// <summary>The terms where the largest logit is known before. NaN gives NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Terms(
        Vector256<double> z0, Vector256<double> z1, Vector256<double> z2, Vector256<double> z3, Vector256<long> top,
        out Vector256<double> e0, out Vector256<double> e1, out Vector256<double> e2, out Vector256<double> e3)
    {
        Split(z0, z1, z2, z3, out Vector256<long> n0, out Vector256<long> n1, out Vector256<long> n2, out Vector256<long> n3, out Vector256<double> p0, out Vector256<double> p1, out Vector256<double> p2, out Vector256<double> p3);
        e0 = p0 * Power(n0, top);
        e1 = p1 * Power(n1, top);
        e2 = p2 * Power(n2, top);
        e3 = p3 * Power(n3, top);
    }

    /// <summary>The same for two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Terms(
        Vector256<double> z0, Vector256<double> z1, Vector256<long> top,
        out Vector256<double> e0, out Vector256<double> e1)
    {
        Split(z0, z1, out Vector256<long> n0, out Vector256<long> n1, out Vector256<double> p0, out Vector256<double> p1);
        e0 = p0 * Power(n0, top);
        e1 = p1 * Power(n1, top);
    }

    /// <summary>The same for one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Terms(
        Vector256<double> z, Vector256<long> top,
        out Vector256<double> e)
    {
        Split(z, out Vector256<long> n, out Vector256<double> p);
        e = p * Power(n, top);
    }

    /// <summary>terms * scale as a probability, rounded once: that of a narrow row is never below the normal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Times(Vector256<double> terms, DoubleWord<Vector256<double>> scale) =>
        Vector256.MultiplyAddEstimate(terms, scale.High, terms * scale.Low);

    // 2^(n - N), lifted.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Power(Vector256<long> n, Vector256<long> top) =>
        Vector256.ShiftLeft(n - (top - Vector256.Create((long)(DoubleExp.Bias + DoubleExp.Lift))), 52).AsDouble();

    // n = round(z / ln 2) and p = e^r with r = z - n ln 2, by Horner's rule.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(
        Vector256<double> z0, Vector256<double> z1, Vector256<double> z2, Vector256<double> z3,
        out Vector256<long> n0, out Vector256<long> n1, out Vector256<long> n2, out Vector256<long> n3,
        out Vector256<double> p0, out Vector256<double> p1, out Vector256<double> p2, out Vector256<double> p3)
    {
        ref double constants = ref MemoryMarshal.GetReference(DoubleExp.Vectors);
        Vector256<double> log2E = Constant(ref constants, 0);
        Vector256<double> round = Constant(ref constants, 1);
        Vector256<double> t0 = Vector256.MultiplyAddEstimate(z0, log2E, round);
        Vector256<double> t1 = Vector256.MultiplyAddEstimate(z1, log2E, round);
        Vector256<double> t2 = Vector256.MultiplyAddEstimate(z2, log2E, round);
        Vector256<double> t3 = Vector256.MultiplyAddEstimate(z3, log2E, round);
        Vector256<double> w0 = t0 - round;
        Vector256<double> w1 = t1 - round;
        Vector256<double> w2 = t2 - round;
        Vector256<double> w3 = t3 - round;
        Vector256<double> ln2High = Constant(ref constants, 2);
        Vector256<double> r0 = Vector256.MultiplyAddEstimate(w0, ln2High, z0);
        Vector256<double> r1 = Vector256.MultiplyAddEstimate(w1, ln2High, z1);
        Vector256<double> r2 = Vector256.MultiplyAddEstimate(w2, ln2High, z2);
        Vector256<double> r3 = Vector256.MultiplyAddEstimate(w3, ln2High, z3);
        Vector256<double> ln2Low = Constant(ref constants, 3);
        r0 = Vector256.MultiplyAddEstimate(w0, ln2Low, r0);
        r1 = Vector256.MultiplyAddEstimate(w1, ln2Low, r1);
        r2 = Vector256.MultiplyAddEstimate(w2, ln2Low, r2);
        r3 = Vector256.MultiplyAddEstimate(w3, ln2Low, r3);
        Vector256<double> c11 = Constant(ref constants, 4);
        Vector256<double> c10 = Constant(ref constants, 5);
        p0 = Vector256.MultiplyAddEstimate(c11, r0, c10);
        p1 = Vector256.MultiplyAddEstimate(c11, r1, c10);
        p2 = Vector256.MultiplyAddEstimate(c11, r2, c10);
        p3 = Vector256.MultiplyAddEstimate(c11, r3, c10);
        Vector256<double> c9 = Constant(ref constants, 6);
        p0 = Vector256.MultiplyAddEstimate(p0, r0, c9);
        p1 = Vector256.MultiplyAddEstimate(p1, r1, c9);
        p2 = Vector256.MultiplyAddEstimate(p2, r2, c9);
        p3 = Vector256.MultiplyAddEstimate(p3, r3, c9);
        Vector256<double> c8 = Constant(ref constants, 7);
        p0 = Vector256.MultiplyAddEstimate(p0, r0, c8);
        p1 = Vector256.MultiplyAddEstimate(p1, r1, c8);
        p2 = Vector256.MultiplyAddEstimate(p2, r2, c8);
        p3 = Vector256.MultiplyAddEstimate(p3, r3, c8);
        Vector256<double> c7 = Constant(ref constants, 8);
        p0 = Vector256.MultiplyAddEstimate(p0, r0, c7);
        p1 = Vector256.MultiplyAddEstimate(p1, r1, c7);
        p2 = Vector256.MultiplyAddEstimate(p2, r2, c7);
        p3 = Vector256.MultiplyAddEstimate(p3, r3, c7);
        Vector256<double> c6 = Constant(ref constants, 9);
        p0 = Vector256.MultiplyAddEstimate(p0, r0, c6);
        p1 = Vector256.MultiplyAddEstimate(p1, r1, c6);
        p2 = Vector256.MultiplyAddEstimate(p2, r2, c6);
        p3 = Vector256.MultiplyAddEstimate(p3, r3, c6);
        Vector256<double> c5 = Constant(ref constants, 10);
        p0 = Vector256.MultiplyAddEstimate(p0, r0, c5);
        p1 = Vector256.MultiplyAddEstimate(p1, r1, c5);
        p2 = Vector256.MultiplyAddEstimate(p2, r2, c5);
        p3 = Vector256.MultiplyAddEstimate(p3, r3, c5);
        Vector256<double> c4 = Constant(ref constants, 11);
        p0 = Vector256.MultiplyAddEstimate(p0, r0, c4);
        p1 = Vector256.MultiplyAddEstimate(p1, r1, c4);
        p2 = Vector256.MultiplyAddEstimate(p2, r2, c4);
        p3 = Vector256.MultiplyAddEstimate(p3, r3, c4);
        Vector256<double> c3 = Constant(ref constants, 12);
        p0 = Vector256.MultiplyAddEstimate(p0, r0, c3);
        p1 = Vector256.MultiplyAddEstimate(p1, r1, c3);
        p2 = Vector256.MultiplyAddEstimate(p2, r2, c3);
        p3 = Vector256.MultiplyAddEstimate(p3, r3, c3);
        Vector256<double> c2 = Constant(ref constants, 13);
        p0 = Vector256.MultiplyAddEstimate(p0, r0, c2);
        p1 = Vector256.MultiplyAddEstimate(p1, r1, c2);
        p2 = Vector256.MultiplyAddEstimate(p2, r2, c2);
        p3 = Vector256.MultiplyAddEstimate(p3, r3, c2);
        Vector256<double> one = Constant(ref constants, 14);
        p0 = Vector256.MultiplyAddEstimate(p0, r0, one);
        p1 = Vector256.MultiplyAddEstimate(p1, r1, one);
        p2 = Vector256.MultiplyAddEstimate(p2, r2, one);
        p3 = Vector256.MultiplyAddEstimate(p3, r3, one);
        p0 = Vector256.MultiplyAddEstimate(p0, r0, one);
        p1 = Vector256.MultiplyAddEstimate(p1, r1, one);
        p2 = Vector256.MultiplyAddEstimate(p2, r2, one);
        p3 = Vector256.MultiplyAddEstimate(p3, r3, one);
        n0 = t0.AsInt64();
        n1 = t1.AsInt64();
        n2 = t2.AsInt64();
        n3 = t3.AsInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(
        Vector256<double> z0, Vector256<double> z1,
        out Vector256<long> n0, out Vector256<long> n1,
        out Vector256<double> p0, out Vector256<double> p1)
    {
        ref double constants = ref MemoryMarshal.GetReference(DoubleExp.Vectors);
        Vector256<double> log2E = Constant(ref constants, 0);
        Vector256<double> round = Constant(ref constants, 1);
        Vector256<double> t0 = Vector256.MultiplyAddEstimate(z0, log2E, round);
        Vector256<double> t1 = Vector256.MultiplyAddEstimate(z1, log2E, round);
        Vector256<double> w0 = t0 - round;
        Vector256<double> w1 = t1 - round;
        Vector256<double> ln2High = Constant(ref constants, 2);
        Vector256<double> r0 = Vector256.MultiplyAddEstimate(w0, ln2High, z0);
        Vector256<double> r1 = Vector256.MultiplyAddEstimate(w1, ln2High, z1);
        Vector256<double> ln2Low = Constant(ref constants, 3);
        r0 = Vector256.MultiplyAddEstimate(w0, ln2Low, r0);
        r1 = Vector256.MultiplyAddEstimate(w1, ln2Low, r1);
        Vector256<double> c11 = Constant(ref constants, 4);
        Vector256<double> c10 = Constant(ref constants, 5);
        p0 = Vector256.MultiplyAddEstimate(c11, r0, c10);
        p1 = Vector256.MultiplyAddEstimate(c11, r1, c10);
        Vector256<double> c9 = Constant(ref constants, 6);
        p0 = Vector256.MultiplyAddEstimate(p0, r0, c9);
        p1 = Vector256.MultiplyAddEstimate(p1, r1, c9);
        Vector256<double> c8 = Constant(ref constants, 7);
        p0 = Vector256.MultiplyAddEstimate(p0, r0, c8);
        p1 = Vector256.MultiplyAddEstimate(p1, r1, c8);
        Vector256<double> c7 = Constant(ref constants, 8);
        p0 = Vector256.MultiplyAddEstimate(p0, r0, c7);
        p1 = Vector256.MultiplyAddEstimate(p1, r1, c7);
        Vector256<double> c6 = Constant(ref constants, 9);
        p0 = Vector256.MultiplyAddEstimate(p0, r0, c6);
        p1 = Vector256.MultiplyAddEstimate(p1, r1, c6);
        Vector256<double> c5 = Constant(ref constants, 10);
        p0 = Vector256.MultiplyAddEstimate(p0, r0, c5);
        p1 = Vector256.MultiplyAddEstimate(p1, r1, c5);
        Vector256<double> c4 = Constant(ref constants, 11);
        p0 = Vector256.MultiplyAddEstimate(p0, r0, c4);
        p1 = Vector256.MultiplyAddEstimate(p1, r1, c4);
        Vector256<double> c3 = Constant(ref constants, 12);
        p0 = Vector256.MultiplyAddEstimate(p0, r0, c3);
        p1 = Vector256.MultiplyAddEstimate(p1, r1, c3);
        Vector256<double> c2 = Constant(ref constants, 13);
        p0 = Vector256.MultiplyAddEstimate(p0, r0, c2);
        p1 = Vector256.MultiplyAddEstimate(p1, r1, c2);
        Vector256<double> one = Constant(ref constants, 14);
        p0 = Vector256.MultiplyAddEstimate(p0, r0, one);
        p1 = Vector256.MultiplyAddEstimate(p1, r1, one);
        p0 = Vector256.MultiplyAddEstimate(p0, r0, one);
        p1 = Vector256.MultiplyAddEstimate(p1, r1, one);
        n0 = t0.AsInt64();
        n1 = t1.AsInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(
        Vector256<double> z,
        out Vector256<long> n,
        out Vector256<double> p)
    {
        ref double constants = ref MemoryMarshal.GetReference(DoubleExp.Vectors);
        Vector256<double> log2E = Constant(ref constants, 0);
        Vector256<double> round = Constant(ref constants, 1);
        Vector256<double> t = Vector256.MultiplyAddEstimate(z, log2E, round);
        Vector256<double> w = t - round;
        Vector256<double> ln2High = Constant(ref constants, 2);
        Vector256<double> r = Vector256.MultiplyAddEstimate(w, ln2High, z);
        Vector256<double> ln2Low = Constant(ref constants, 3);
        r = Vector256.MultiplyAddEstimate(w, ln2Low, r);
        Vector256<double> c11 = Constant(ref constants, 4);
        Vector256<double> c10 = Constant(ref constants, 5);
        p = Vector256.MultiplyAddEstimate(c11, r, c10);
        Vector256<double> c9 = Constant(ref constants, 6);
        p = Vector256.MultiplyAddEstimate(p, r, c9);
        Vector256<double> c8 = Constant(ref constants, 7);
        p = Vector256.MultiplyAddEstimate(p, r, c8);
        Vector256<double> c7 = Constant(ref constants, 8);
        p = Vector256.MultiplyAddEstimate(p, r, c7);
        Vector256<double> c6 = Constant(ref constants, 9);
        p = Vector256.MultiplyAddEstimate(p, r, c6);
        Vector256<double> c5 = Constant(ref constants, 10);
        p = Vector256.MultiplyAddEstimate(p, r, c5);
        Vector256<double> c4 = Constant(ref constants, 11);
        p = Vector256.MultiplyAddEstimate(p, r, c4);
        Vector256<double> c3 = Constant(ref constants, 12);
        p = Vector256.MultiplyAddEstimate(p, r, c3);
        Vector256<double> c2 = Constant(ref constants, 13);
        p = Vector256.MultiplyAddEstimate(p, r, c2);
        Vector256<double> one = Constant(ref constants, 14);
        p = Vector256.MultiplyAddEstimate(p, r, one);
        p = Vector256.MultiplyAddEstimate(p, r, one);
        n = t.AsInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Constant(ref double constants, int index) =>
        Vector256.LoadUnsafe(ref constants, (nuint)(index * DoubleExp.Repeats));

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

        /// <summary>Adds 4 classes.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TargetSums Add(Vector256<double> targets, Vector256<double> z, double max) => new(_costs.AddCost(targets, z, max), _targets.Add(targets));
    }
}
