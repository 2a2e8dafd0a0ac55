using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>Steps of the logarithm of each row's sum.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TVector">Vectors of the element type.</typeparam>
/// <typeparam name="TSums">Sums in twice the precision of the element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILogSteps<T, TVector, TSums>
    where T : unmanaged
    where TVector : struct
    where TSums : struct
{
    /// <summary>Writes log1p(others / maxTerm), which is ln(sum_k e^(z_k)) - m, to <paramref name="index"/> and the slot behind it.</summary>
    static abstract void StoreLogs(TSums others, TVector maxTerm, ref T workspace, int index);

    /// <summary>Reads those logarithms, rounded to the element type.</summary>
    static abstract TVector LoadLogs(ref T workspace, int index);

    /// <summary>m + logarithm, rounded once.</summary>
    static abstract TVector LogSumExp(ref T workspace, int index, TVector max);

    /// <summary>(z - m) - logarithm. The first part is at most 0 and the second at least 0, so nothing cancels.</summary>
    static abstract TVector LogProbabilities(TVector z, TVector max, TVector log);

    /// <summary>The log-sum-exp of z / T.</summary>
    static abstract TVector LogSumExp<TTemperature>(ref T workspace, int index, TVector max)
        where TTemperature : struct, ITemperature<T>;

    /// <summary>The log-probabilities of z / T.</summary>
    static abstract TVector LogProbabilities<TTemperature>(TVector z, TVector max, TVector log)
        where TTemperature : struct, ITemperature<T>;
}
