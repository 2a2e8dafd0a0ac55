using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>Up to eight rows, each with a number known + weight ln(1 + odds) whose logarithm is not taken yet.</summary>
/// <remarks>
/// A logarithm of one row is a chain of some eighty cycles at the end of a longer one, and rows of a hundred classes leave the
/// hardware no room to look ahead to the next one meanwhile. Eight take no longer than one, and have the same bits.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct DeferredLogs
{
    private Vector512<double> _known, _weights, _odds;

    /// <summary>Has the row <paramref name="place"/> be <paramref name="known"/> + <paramref name="weight"/> ln(1 + <paramref name="odds"/>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(int place, double known, double weight, double odds)
    {
        At(ref _known, place) = known;
        At(ref _weights, place) = weight;
        At(ref _odds, place) = odds;
    }

    /// <summary>The same for a row whose number is there already: one that is not narrow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PutKnown(int place, double number) => Put(place, number, 0, 0);

    /// <summary>Whether there is no logarithm to take.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsKnown(int place) => At(ref _weights, place) == 0;

    /// <summary>What is known of a row before its logarithm is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Known(int place) => At(ref _known, place);

    /// <summary>The logarithm of a row, once all are taken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Log(int place) => At(ref _odds, place);

    /// <summary>Takes all logarithms.</summary>
    /// <typeparam name="T">The element type of the results.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take<T>()
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            TakeForSingle();
        else
            TakeForDouble();
    }

    /// <summary>Takes all logarithms and writes the numbers of so many rows, each rounded once.</summary>
    /// <typeparam name="T">The element type of the results.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteTo<T>(ref T destination, int rows)
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

    // As a row alone has it: rounded after each operation.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Number(int place) => Known(place) + (Log(place) * At(ref _weights, place));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref double At(ref Vector512<double> rows, int place) => ref Unsafe.Add(ref Unsafe.As<Vector512<double>, double>(ref rows), place);
}
