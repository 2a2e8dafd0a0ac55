using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>Up to eight rows, each with a result known + weight ln(1 + odds) whose logarithm is still to be computed.</summary>
/// <remarks>
/// The logarithm of one row is a chain of some eighty cycles at the end of a longer one. The hardware cannot look ahead past a
/// row of a hundred classes. Eight logarithms at once take no longer than one, and have the same bits.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct DeferredLogs
{
    private Vector512<double> _known, _weights, _odds;

    /// <summary>Sets the result of row <paramref name="place"/> to <paramref name="known"/> + <paramref name="weight"/> ln(1 + <paramref name="odds"/>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(int place, double known, double weight, double odds)
    {
        At(ref _known, place) = known;
        At(ref _weights, place) = weight;
        At(ref _odds, place) = odds;
    }

    /// <summary>Sets the result of a row that has been computed: one outside the fast range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PutKnown(int place, double number) => Put(place, number, 0, 0);

    /// <summary>Whether the row has no logarithm to compute.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsKnown(int place) => At(ref _weights, place) == 0;

    /// <summary>The known part of a result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Known(int place) => At(ref _known, place);

    /// <summary>The logarithm of a row, once all are computed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Log(int place) => At(ref _odds, place);

    /// <summary>Computes all logarithms.</summary>
    /// <typeparam name="T">The element type of the results.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Take<T>()
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            TakeForSingle();
        else
            TakeForDouble();
    }

    /// <summary>Computes all logarithms, and writes the results of the first rows, each rounded once.</summary>
    /// <typeparam name="T">The element type of the results.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void WriteTo<T>(ref T destination, int rows)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            WriteTo(ref Unsafe.As<T, float>(ref destination), rows);
        else
            WriteTo(ref Unsafe.As<T, double>(ref destination), rows);
    }

    [MethodImpl(KernelMethod.Options)]
    private void TakeForSingle()
    {
        if (Vector512.IsHardwareAccelerated)
            _odds = Log1p.OfSingle(_odds);
        else if (Vector256.IsHardwareAccelerated)
            _odds = Vector512.Create(Log1p.OfSingle(_odds.GetLower()), Log1p.OfSingle(_odds.GetUpper()));
        else
            _odds = Vector512.Create(OfSingle(_odds.GetLower()), OfSingle(_odds.GetUpper()));

        static Vector256<double> OfSingle(Vector256<double> odds) => Vector256.Create(Log1p.OfSingle(odds.GetLower()), Log1p.OfSingle(odds.GetUpper()));
    }

    [MethodImpl(KernelMethod.Options)]
    private void TakeForDouble()
    {
        if (Vector512.IsHardwareAccelerated)
            _odds = Log1p.OfDouble(_odds);
        else if (Vector256.IsHardwareAccelerated)
            _odds = Vector512.Create(Log1p.OfDouble(_odds.GetLower()), Log1p.OfDouble(_odds.GetUpper()));
        else
            _odds = Vector512.Create(OfDouble(_odds.GetLower()), OfDouble(_odds.GetUpper()));

        static Vector256<double> OfDouble(Vector256<double> odds) => Vector256.Create(Log1p.OfDouble(odds.GetLower()), Log1p.OfDouble(odds.GetUpper()));
    }

    private void WriteTo(ref float destination, int rows)
    {
        TakeForSingle();
        for (int place = 0; place < rows; place++)
            Unsafe.Add(ref destination, place) = (float)Number(place);
    }

    private void WriteTo(ref double destination, int rows)
    {
        TakeForDouble();
        for (int place = 0; place < rows; place++)
            Unsafe.Add(ref destination, place) = Number(place);
    }

    // As for a single row: rounded after each operation.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Number(int place) => Known(place) + (Log(place) * At(ref _weights, place));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref double At(ref Vector512<double> rows, int place) => ref Unsafe.Add(ref Unsafe.As<Vector512<double>, double>(ref rows), place);
}
