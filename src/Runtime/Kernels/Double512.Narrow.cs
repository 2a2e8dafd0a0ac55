using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

// The steps of kernels for narrow rows, whose logits are all finite and within reach of their largest: almost all rows there
// are. Their terms need no care at the ends of the exponent's range, and so e^z is computed before the largest logit is
// known, in fewer instructions. The bits are those that the general steps give.
public readonly partial struct Double512
{
    /// <summary>Below every power.</summary>
    public static Vector512<long> LowestPower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(int.MinValue).AsInt64();
    }

    /// <summary>Above every power.</summary>
    public static Vector512<long> HighestPower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(int.MaxValue).AsInt64();
    }

    /// <summary>The smaller of each pair of lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Smaller(Vector512<double> x, Vector512<double> y) => Vector512.MinNative(x, y);

    // Of a rounded number's 64 bits the lower half is n, and the upper half one of two neighbouring numbers: compared by
    // halves, which every width can do in one instruction, the larger of two is still one of them. NaN, infinities and what
    // is far out of reach have other upper halves.

    /// <summary>The larger of each pair of rounded numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Larger(Vector512<long> x, Vector512<long> y) => Vector512.Max(x.AsInt32(), y.AsInt32()).AsInt64();

    /// <summary>The smaller of each pair of rounded numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Smaller(Vector512<long> x, Vector512<long> y) => Vector512.Min(x.AsInt32(), y.AsInt32()).AsInt64();

    /// <summary>The largest lane, in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> LargestLane(Vector512<long> lanes) =>
        Vector512.Create(Double256.LargestLane(Double256.Larger(lanes.GetLower(), lanes.GetUpper())).AsDouble().ToScalar()).AsInt64();

    /// <summary>
    /// Whether a row is narrow, from its largest rounded logit and the smallest ones: no more than <see cref="DoubleExp.NarrowPowers"/>
    /// apart, and the largest within its own range. No NaN, no infinity passes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNarrow(Vector512<long> top, Vector512<long> low)
    {
        // Both numbers are 0 to NarrowMask for narrow rows.
        Vector512<long> isInRange = top - Vector512.Create(DoubleExp.NarrowLowest);
        Vector512<long> isInReach = low - top + Vector512.Create(DoubleExp.NarrowPowers);
        return ((isInRange | isInReach) & Vector512.Create(~DoubleExp.NarrowMask)) == Vector512<long>.Zero;
    }

    /// <summary>Whether a row of more classes than a vector has lanes is narrow.</summary>
    [MethodImpl(KernelMethod.Options)]
    public static bool IsNarrow(ref double logits, int classes)
    {
        Vector512<long> highest = LowestPower, lowest = HighestPower;
        nuint last = (nuint)(classes - Vector512<double>.Count);
        for (nuint i = 0; i < last; i += (nuint)Vector512<double>.Count)
        {
            Vector512<long> n = PowerOf(Load(ref logits, i));
            highest = Larger(highest, n);
            lowest = Smaller(lowest, n);
        }

        Vector512<long> end = PowerOf(Load(ref logits, last));
        return IsNarrow(LargestLane(Larger(highest, end)), Smaller(lowest, end));
    }

    /// <summary>z / ln 2 rounded to an integer, in the low bits of <see cref="DoubleExp.Round"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> PowerOf(Vector512<double> z) =>
        Vector512.MultiplyAddEstimate(z, Vector512.Create(DoubleExp.Log2E), Vector512.Create(DoubleExp.Round)).AsInt64();

    /// <summary>What stands for the largest power before that is known: relative to it too, the terms of a narrow row are normal numbers, whichever logit is the first. The power of two between them cancels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> PowerAbove(double first) => PowerOf(Vector512.Create(first)) + Vector512.Create(DoubleExp.Rise);

    /// <summary>e^z = 2^n e^r before the largest logit is known: n as <see cref="PowerOf"/> gives it, and the bits q of e^z, whose exponent wraps around where it has no room.</summary>
    /// <remarks>Four at a time, step by step: each waits for its own step before, and meanwhile the others go on.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Powers(
        Vector512<double> z0, Vector512<double> z1, Vector512<double> z2, Vector512<double> z3,
        out Vector512<long> n0, out Vector512<long> n1, out Vector512<long> n2, out Vector512<long> n3,
        out Vector512<long> q0, out Vector512<long> q1, out Vector512<long> q2, out Vector512<long> q3)
    {
        Split(z0, z1, z2, z3, out n0, out n1, out n2, out n3, out Vector512<double> p0, out Vector512<double> p1, out Vector512<double> p2, out Vector512<double> p3);
        q0 = p0.AsInt64() + Vector512.ShiftLeft(n0, 52);
        q1 = p1.AsInt64() + Vector512.ShiftLeft(n1, 52);
        q2 = p2.AsInt64() + Vector512.ShiftLeft(n2, 52);
        q3 = p3.AsInt64() + Vector512.ShiftLeft(n3, 52);
    }

    /// <summary>The same for two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Powers(
        Vector512<double> z0, Vector512<double> z1,
        out Vector512<long> n0, out Vector512<long> n1,
        out Vector512<long> q0, out Vector512<long> q1)
    {
        Split(z0, z1, out n0, out n1, out Vector512<double> p0, out Vector512<double> p1);
        q0 = p0.AsInt64() + Vector512.ShiftLeft(n0, 52);
        q1 = p1.AsInt64() + Vector512.ShiftLeft(n1, 52);
    }

    /// <summary>The same for one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Powers(
        Vector512<double> z,
        out Vector512<long> n,
        out Vector512<long> q)
    {
        Split(z, out n, out Vector512<double> p);
        q = p.AsInt64() + Vector512.ShiftLeft(n, 52);
    }

    /// <summary>What the bits of e^z drop by to those of terms relative to 2^N: N - lift, where the exponent is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> DropOf(Vector512<long> top) => Vector512.ShiftLeft(top - Vector512.Create((long)DoubleExp.Lift), 52);

    /// <summary>The terms e^z 2^lift / 2^N from the bits of e^z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Lower(Vector512<long> q, Vector512<long> drop) => (q - drop).AsDouble();

    /// <summary>The term of one logit of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Term(Vector512<double> z, Vector512<long> drop)
    {
        Powers(z, out _, out Vector512<long> q);
        return Lower(q, drop);
    }

    /// <summary>The term of the label's logit. NaN gives NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Own(double logit, Vector512<long> top) => Double256.Own(logit, top.GetLower());

    /// <summary>The terms where the largest logit is known before. NaN gives NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Terms(
        Vector512<double> z0, Vector512<double> z1, Vector512<double> z2, Vector512<double> z3, Vector512<long> top,
        out Vector512<double> e0, out Vector512<double> e1, out Vector512<double> e2, out Vector512<double> e3)
    {
        Split(z0, z1, z2, z3, out Vector512<long> n0, out Vector512<long> n1, out Vector512<long> n2, out Vector512<long> n3, out Vector512<double> p0, out Vector512<double> p1, out Vector512<double> p2, out Vector512<double> p3);
        e0 = p0 * Power(n0, top);
        e1 = p1 * Power(n1, top);
        e2 = p2 * Power(n2, top);
        e3 = p3 * Power(n3, top);
    }

    /// <summary>The same for two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Terms(
        Vector512<double> z0, Vector512<double> z1, Vector512<long> top,
        out Vector512<double> e0, out Vector512<double> e1)
    {
        Split(z0, z1, out Vector512<long> n0, out Vector512<long> n1, out Vector512<double> p0, out Vector512<double> p1);
        e0 = p0 * Power(n0, top);
        e1 = p1 * Power(n1, top);
    }

    /// <summary>The same for one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Terms(
        Vector512<double> z, Vector512<long> top,
        out Vector512<double> e)
    {
        Split(z, out Vector512<long> n, out Vector512<double> p);
        e = p * Power(n, top);
    }

    /// <summary>terms * scale as a probability, rounded once: that of a narrow row is never below the normal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Times(Vector512<double> terms, DoubleWord<Vector512<double>> scale) =>
        Vector512.MultiplyAddEstimate(terms, scale.High, terms * scale.Low);

    // 2^(n - N), lifted.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Power(Vector512<long> n, Vector512<long> top) =>
        Vector512.ShiftLeft(n - (top - Vector512.Create((long)(DoubleExp.Bias + DoubleExp.Lift))), 52).AsDouble();

    // n = round(z / ln 2) and p = e^r with r = z - n ln 2, by Horner's rule.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(
        Vector512<double> z0, Vector512<double> z1, Vector512<double> z2, Vector512<double> z3,
        out Vector512<long> n0, out Vector512<long> n1, out Vector512<long> n2, out Vector512<long> n3,
        out Vector512<double> p0, out Vector512<double> p1, out Vector512<double> p2, out Vector512<double> p3)
    {
        ref double constants = ref MemoryMarshal.GetReference(DoubleExp.Vectors);
        Vector512<double> log2E = Constant(ref constants, 0);
        Vector512<double> round = Constant(ref constants, 1);
        Vector512<double> t0 = Vector512.MultiplyAddEstimate(z0, log2E, round);
        Vector512<double> t1 = Vector512.MultiplyAddEstimate(z1, log2E, round);
        Vector512<double> t2 = Vector512.MultiplyAddEstimate(z2, log2E, round);
        Vector512<double> t3 = Vector512.MultiplyAddEstimate(z3, log2E, round);
        Vector512<double> w0 = t0 - round;
        Vector512<double> w1 = t1 - round;
        Vector512<double> w2 = t2 - round;
        Vector512<double> w3 = t3 - round;
        Vector512<double> ln2High = Constant(ref constants, 2);
        Vector512<double> r0 = Vector512.MultiplyAddEstimate(w0, ln2High, z0);
        Vector512<double> r1 = Vector512.MultiplyAddEstimate(w1, ln2High, z1);
        Vector512<double> r2 = Vector512.MultiplyAddEstimate(w2, ln2High, z2);
        Vector512<double> r3 = Vector512.MultiplyAddEstimate(w3, ln2High, z3);
        Vector512<double> ln2Low = Constant(ref constants, 3);
        r0 = Vector512.MultiplyAddEstimate(w0, ln2Low, r0);
        r1 = Vector512.MultiplyAddEstimate(w1, ln2Low, r1);
        r2 = Vector512.MultiplyAddEstimate(w2, ln2Low, r2);
        r3 = Vector512.MultiplyAddEstimate(w3, ln2Low, r3);
        Vector512<double> c11 = Constant(ref constants, 4);
        Vector512<double> c10 = Constant(ref constants, 5);
        p0 = Vector512.MultiplyAddEstimate(c11, r0, c10);
        p1 = Vector512.MultiplyAddEstimate(c11, r1, c10);
        p2 = Vector512.MultiplyAddEstimate(c11, r2, c10);
        p3 = Vector512.MultiplyAddEstimate(c11, r3, c10);
        Vector512<double> c9 = Constant(ref constants, 6);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, c9);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, c9);
        p2 = Vector512.MultiplyAddEstimate(p2, r2, c9);
        p3 = Vector512.MultiplyAddEstimate(p3, r3, c9);
        Vector512<double> c8 = Constant(ref constants, 7);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, c8);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, c8);
        p2 = Vector512.MultiplyAddEstimate(p2, r2, c8);
        p3 = Vector512.MultiplyAddEstimate(p3, r3, c8);
        Vector512<double> c7 = Constant(ref constants, 8);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, c7);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, c7);
        p2 = Vector512.MultiplyAddEstimate(p2, r2, c7);
        p3 = Vector512.MultiplyAddEstimate(p3, r3, c7);
        Vector512<double> c6 = Constant(ref constants, 9);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, c6);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, c6);
        p2 = Vector512.MultiplyAddEstimate(p2, r2, c6);
        p3 = Vector512.MultiplyAddEstimate(p3, r3, c6);
        Vector512<double> c5 = Constant(ref constants, 10);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, c5);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, c5);
        p2 = Vector512.MultiplyAddEstimate(p2, r2, c5);
        p3 = Vector512.MultiplyAddEstimate(p3, r3, c5);
        Vector512<double> c4 = Constant(ref constants, 11);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, c4);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, c4);
        p2 = Vector512.MultiplyAddEstimate(p2, r2, c4);
        p3 = Vector512.MultiplyAddEstimate(p3, r3, c4);
        Vector512<double> c3 = Constant(ref constants, 12);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, c3);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, c3);
        p2 = Vector512.MultiplyAddEstimate(p2, r2, c3);
        p3 = Vector512.MultiplyAddEstimate(p3, r3, c3);
        Vector512<double> c2 = Constant(ref constants, 13);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, c2);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, c2);
        p2 = Vector512.MultiplyAddEstimate(p2, r2, c2);
        p3 = Vector512.MultiplyAddEstimate(p3, r3, c2);
        Vector512<double> one = Constant(ref constants, 14);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, one);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, one);
        p2 = Vector512.MultiplyAddEstimate(p2, r2, one);
        p3 = Vector512.MultiplyAddEstimate(p3, r3, one);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, one);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, one);
        p2 = Vector512.MultiplyAddEstimate(p2, r2, one);
        p3 = Vector512.MultiplyAddEstimate(p3, r3, one);
        n0 = t0.AsInt64();
        n1 = t1.AsInt64();
        n2 = t2.AsInt64();
        n3 = t3.AsInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(
        Vector512<double> z0, Vector512<double> z1,
        out Vector512<long> n0, out Vector512<long> n1,
        out Vector512<double> p0, out Vector512<double> p1)
    {
        ref double constants = ref MemoryMarshal.GetReference(DoubleExp.Vectors);
        Vector512<double> log2E = Constant(ref constants, 0);
        Vector512<double> round = Constant(ref constants, 1);
        Vector512<double> t0 = Vector512.MultiplyAddEstimate(z0, log2E, round);
        Vector512<double> t1 = Vector512.MultiplyAddEstimate(z1, log2E, round);
        Vector512<double> w0 = t0 - round;
        Vector512<double> w1 = t1 - round;
        Vector512<double> ln2High = Constant(ref constants, 2);
        Vector512<double> r0 = Vector512.MultiplyAddEstimate(w0, ln2High, z0);
        Vector512<double> r1 = Vector512.MultiplyAddEstimate(w1, ln2High, z1);
        Vector512<double> ln2Low = Constant(ref constants, 3);
        r0 = Vector512.MultiplyAddEstimate(w0, ln2Low, r0);
        r1 = Vector512.MultiplyAddEstimate(w1, ln2Low, r1);
        Vector512<double> c11 = Constant(ref constants, 4);
        Vector512<double> c10 = Constant(ref constants, 5);
        p0 = Vector512.MultiplyAddEstimate(c11, r0, c10);
        p1 = Vector512.MultiplyAddEstimate(c11, r1, c10);
        Vector512<double> c9 = Constant(ref constants, 6);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, c9);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, c9);
        Vector512<double> c8 = Constant(ref constants, 7);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, c8);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, c8);
        Vector512<double> c7 = Constant(ref constants, 8);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, c7);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, c7);
        Vector512<double> c6 = Constant(ref constants, 9);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, c6);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, c6);
        Vector512<double> c5 = Constant(ref constants, 10);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, c5);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, c5);
        Vector512<double> c4 = Constant(ref constants, 11);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, c4);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, c4);
        Vector512<double> c3 = Constant(ref constants, 12);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, c3);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, c3);
        Vector512<double> c2 = Constant(ref constants, 13);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, c2);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, c2);
        Vector512<double> one = Constant(ref constants, 14);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, one);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, one);
        p0 = Vector512.MultiplyAddEstimate(p0, r0, one);
        p1 = Vector512.MultiplyAddEstimate(p1, r1, one);
        n0 = t0.AsInt64();
        n1 = t1.AsInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(
        Vector512<double> z,
        out Vector512<long> n,
        out Vector512<double> p)
    {
        ref double constants = ref MemoryMarshal.GetReference(DoubleExp.Vectors);
        Vector512<double> log2E = Constant(ref constants, 0);
        Vector512<double> round = Constant(ref constants, 1);
        Vector512<double> t = Vector512.MultiplyAddEstimate(z, log2E, round);
        Vector512<double> w = t - round;
        Vector512<double> ln2High = Constant(ref constants, 2);
        Vector512<double> r = Vector512.MultiplyAddEstimate(w, ln2High, z);
        Vector512<double> ln2Low = Constant(ref constants, 3);
        r = Vector512.MultiplyAddEstimate(w, ln2Low, r);
        Vector512<double> c11 = Constant(ref constants, 4);
        Vector512<double> c10 = Constant(ref constants, 5);
        p = Vector512.MultiplyAddEstimate(c11, r, c10);
        Vector512<double> c9 = Constant(ref constants, 6);
        p = Vector512.MultiplyAddEstimate(p, r, c9);
        Vector512<double> c8 = Constant(ref constants, 7);
        p = Vector512.MultiplyAddEstimate(p, r, c8);
        Vector512<double> c7 = Constant(ref constants, 8);
        p = Vector512.MultiplyAddEstimate(p, r, c7);
        Vector512<double> c6 = Constant(ref constants, 9);
        p = Vector512.MultiplyAddEstimate(p, r, c6);
        Vector512<double> c5 = Constant(ref constants, 10);
        p = Vector512.MultiplyAddEstimate(p, r, c5);
        Vector512<double> c4 = Constant(ref constants, 11);
        p = Vector512.MultiplyAddEstimate(p, r, c4);
        Vector512<double> c3 = Constant(ref constants, 12);
        p = Vector512.MultiplyAddEstimate(p, r, c3);
        Vector512<double> c2 = Constant(ref constants, 13);
        p = Vector512.MultiplyAddEstimate(p, r, c2);
        Vector512<double> one = Constant(ref constants, 14);
        p = Vector512.MultiplyAddEstimate(p, r, one);
        p = Vector512.MultiplyAddEstimate(p, r, one);
        n = t.AsInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Constant(ref double constants, int index) =>
        Vector512.LoadUnsafe(ref constants, (nuint)(index * DoubleExp.Repeats));

    /// <summary>What the loss of targets is made of: sum_i y_i (max - z_i), and sum_i y_i.</summary>
    /// <remarks>Each has the four lanes of a <see cref="Total"/>: a vector holds both, and one step adds to both.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct TargetSums(Vector512<double> lanes, Vector512<double> lost)
    {
        private readonly Vector512<double> _lanes = lanes, _lost = lost;

        /// <summary>sum_i y_i (max - z_i).</summary>
        public double Cost
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => new Double256.Total(_lanes.GetLower(), _lost.GetLower()).Sum().High;
        }

        /// <summary>sum_i y_i.</summary>
        public Wide Targets
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => new Double256.Total(_lanes.GetUpper(), _lost.GetUpper()).Sum();
        }

        /// <summary>Adds 8 classes, 4 after 4.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TargetSums Add(Vector512<double> targets, Vector512<double> z, double max)
        {
            Vector512<double> costs = Cost(targets, z, max);
            return Avx512F.IsSupported
                ? Add(Avx512F.Shuffle4x128(costs, targets, 0b_01_00_01_00)).Add(Avx512F.Shuffle4x128(costs, targets, 0b_11_10_11_10))
                : Add(Vector512.Create(costs.GetLower(), targets.GetLower())).Add(Vector512.Create(costs.GetUpper(), targets.GetUpper()));
        }

        // Knuth's TwoSum: sum + lost is exactly _lanes + terms.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private TargetSums Add(Vector512<double> terms)
        {
            Vector512<double> sum = _lanes + terms;
            Vector512<double> part = sum - _lanes;
            return new(sum, _lost + ((_lanes - (sum - part)) + (terms - part)));
        }
    }
}
