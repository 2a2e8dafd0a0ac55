using System.Numerics;
using SoftmaxGen.Runtime.Tests.Reference;

namespace SoftmaxGen.Runtime.Tests.Accuracy.Functions;

/// <summary>One result of an exponential.</summary>
/// <param name="Argument">What it was computed from.</param>
/// <param name="Result">What came out.</param>
/// <param name="Power">The result times two to this power is e^(<paramref name="Argument"/> - <paramref name="Origin"/>).</param>
/// <param name="Origin">The row's maximum where it is subtracted, else 0.</param>
internal readonly record struct ExpPoint<T>(T Argument, T Result, int Power, T Origin)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Gets the exact result, multiplied as the computed one is.</summary>
    public BigFloat Exact => BigFloat.Scale(BigFloat.Exp(BigFloat.From(Argument) - BigFloat.From(Origin)), -Power);

    /// <summary>Gets the error in ulps of the exact result.</summary>
    public double Error => Ulp.Error(Result, Exact);
}
