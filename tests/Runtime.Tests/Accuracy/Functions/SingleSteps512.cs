using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static SoftmaxGen.Runtime.Single512;

namespace SoftmaxGen.Runtime.Tests.Accuracy.Functions;

/// <summary>Steps of the runtime on a stretch of memory; the classes of the other widths are alike.</summary>
internal static class SingleSteps512
{
    private const ulong Lanes = 16;

    public static void Plain(ref float x, ref float results, ulong count) => Lifted(ref x, 0, ref results, count);

    [MethodImpl(KernelMethod.Options)]
    public static void Lifted(ref float x, int power, ref float results, ulong count)
    {
        for (ulong i = 0; i < count; i += Lanes)
        {
            Store(Exp(Load(ref x, i), power), ref results, i);
        }
    }

    [MethodImpl(KernelMethod.Options)]
    public static void General(ref float z, float max, ref float terms, ulong count)
    {
        MaxShift shift = CreateMaxShift<SingleUnitTemperature>(Vector512.Create(max));
        for (ulong i = 0; i < count; i += Lanes)
        {
            Store(Exp<SingleUnitTemperature>(Load(ref z, i), shift), ref terms, i);
        }
    }

    [MethodImpl(KernelMethod.Options)]
    public static void FromPowers(ref float z, float max, ref float terms, ulong count)
    {
        Vector512<int> top = RoundedExponent(Vector512.Create(max));
        ulong i = 0;
        while (i < count)
        {
            ExpUnscaled(
                Load(ref z, i), Load(ref z, i + Lanes), Load(ref z, i + (2 * Lanes)), Load(ref z, i + (3 * Lanes)),
                out _, out _, out _, out _,
                out Vector512<int> q0, out Vector512<int> q1, out Vector512<int> q2, out Vector512<int> q3);
            Store(ApplyExponentOffset(q0, ExponentOffset(top)), ref terms, i);
            Store(ApplyExponentOffset(q1, ExponentOffset(top)), ref terms, i + Lanes);
            Store(ApplyExponentOffset(q2, ExponentOffset(top)), ref terms, i + (2 * Lanes));
            Store(ApplyExponentOffset(q3, ExponentOffset(top)), ref terms, i + (3 * Lanes));
            i += 4 * Lanes;

            ExpUnscaled(Load(ref z, i), Load(ref z, i + Lanes), out _, out _, out q0, out q1);
            Store(ApplyExponentOffset(q0, ExponentOffset(top)), ref terms, i);
            Store(ApplyExponentOffset(q1, ExponentOffset(top)), ref terms, i + Lanes);
            i += 2 * Lanes;

            Store(Term(Load(ref z, i), ExponentOffset(top)), ref terms, i);
            i += Lanes;
        }
    }

    [MethodImpl(KernelMethod.Options)]
    public static void FromTerms(ref float z, float max, ref float terms, ulong count)
    {
        Vector512<int> top = RoundedExponent(Vector512.Create(max));
        ulong i = 0;
        while (i < count)
        {
            Terms(
                Load(ref z, i), Load(ref z, i + Lanes), Load(ref z, i + (2 * Lanes)), Load(ref z, i + (3 * Lanes)), top,
                out Vector512<float> e0, out Vector512<float> e1, out Vector512<float> e2, out Vector512<float> e3);
            Store(e0, ref terms, i);
            Store(e1, ref terms, i + Lanes);
            Store(e2, ref terms, i + (2 * Lanes));
            Store(e3, ref terms, i + (3 * Lanes));
            i += 4 * Lanes;

            Terms(Load(ref z, i), Load(ref z, i + Lanes), top, out e0, out e1);
            Store(e0, ref terms, i);
            Store(e1, ref terms, i + Lanes);
            i += 2 * Lanes;

            Terms(Load(ref z, i), top, out e0);
            Store(e0, ref terms, i);
            i += Lanes;
        }
    }
}
