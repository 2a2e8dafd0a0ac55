using System.Numerics;

namespace SoftmaxGen.Runtime;

/// <summary>Finds the k largest logits of a row, largest first.</summary>
internal static class TopKSelection
{
    /// <summary>
    /// Writes the classes of the largest logits, one to each element of <paramref name="labels"/>: larger logits first, NaN
    /// before all, equal ones in the order of their classes.
    /// </summary>
    /// <remarks>
    /// The destination is a heap of the best k so far, with the worst of them first (Knuth, The Art of Computer Programming,
    /// 5.2.3). It takes O(N log k) and no other memory. Most logits are worse than the worst, and take one comparison.
    /// </remarks>
    public static void TopK<T>(ReadOnlySpan<T> logits, Span<int> labels)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (labels.IsEmpty)
            return;

        for (int i = 0; i < labels.Length; i++)
            labels[i] = i;
        for (int i = (labels.Length / 2) - 1; i >= 0; i--)
            SiftDown(logits, labels, i);

        for (int candidate = labels.Length; candidate < logits.Length; candidate++)
        {
            if (IsBetter(logits, candidate, labels[0]))
            {
                labels[0] = candidate;
                SiftDown(logits, labels, 0);
            }
        }

        // The worst of the heap moves to its end, and the heap shrinks. That leaves the best first.
        for (int last = labels.Length - 1; last > 0; last--)
        {
            (labels[0], labels[last]) = (labels[last], labels[0]);
            SiftDown(logits, labels[..last], 0);
        }
    }

    private static void SiftDown<T>(ReadOnlySpan<T> logits, Span<int> heap, int i)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int child; (child = (2 * i) + 1) < heap.Length; i = child)
        {
            if (child + 1 < heap.Length && IsBetter(logits, heap[child], heap[child + 1]))
                child++;
            if (!IsBetter(logits, heap[i], heap[child]))
                return;
            (heap[i], heap[child]) = (heap[child], heap[i]);
        }
    }

    private static bool IsBetter<T>(ReadOnlySpan<T> logits, int a, int b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T x = logits[a], y = logits[b];
        if (x > y)
            return true;
        if (x < y)
            return false;
        return x == y || T.IsNaN(x) == T.IsNaN(y) ? a < b : T.IsNaN(x);
    }
}
