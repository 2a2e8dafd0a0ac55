using System.Numerics;

namespace SoftmaxGen.Runtime.Tests.Reference;

/// <summary>How many ulps each output may be off.</summary>
/// <remarks>
/// The contract covers N to 4096. Above, nothing is promised; the tests then allow <see cref="BeyondContract"/>, so that
/// an error of another order is still seen.
/// </remarks>
internal static class Bounds
{
    private const double BeyondContract = 16;
    private const int LargestCovered = 4096;

    /// <summary>Probabilities and log-probabilities.</summary>
    public static double Probability<T>(int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        classes > LargestCovered ? BeyondContract : T.One is double && classes > 64 ? 8 : 4;

    /// <summary>Losses, gradients and the log-sum-exp.</summary>
    public static double Loss(int classes) => classes > LargestCovered ? BeyondContract : 4;

    /// <summary>The entropy: 4 ulps of each probability and 4 of its logarithm.</summary>
    public static double Entropy(int classes) => classes > LargestCovered ? BeyondContract : 8;

    /// <summary>The Jacobian-vector products, in ulps of what <see cref="OfSums"/> and the documentation say.</summary>
    public static double Backward(int classes) => classes > LargestCovered ? BeyondContract : 4;

    /// <summary>
    /// The part of p_i sum_j |g_j| p_j, or of p_i sum_j |g_j|, in whose ulps a Jacobian-vector product may be off where all else of
    /// it cancels: the sums over a row are more exact by far than a product, but not without end.
    /// </summary>
    public static BigFloat OfSums<T>(BigFloat sizes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => BigFloat.Scale(sizes, T.One is float ? -20 : -32);

    /// <summary>The entries of the Jacobian: one product each.</summary>
    public const double Jacobian = 4;
}
