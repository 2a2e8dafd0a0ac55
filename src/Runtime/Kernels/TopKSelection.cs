using System.ComponentModel;
using System.Numerics;

namespace SoftmaxGen.Runtime;

/// <summary>The k best of a row, best first.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TopKSelection
{
    /// <summary>
    /// Writes the classes of the largest logits, one for each place of <paramref name="labels"/>: a larger logit first,
    /// NaN before all, and equals in the order of their class.
    /// </summary>
    /// <remarks>
    /// A heap of the best k so far with the worst of them on top (Knuth, The Art of Computer Programming, 5.2.3), kept in
    /// the destination itself: O(N log k) and no memory of its own. Most logits are worse than the top and cost one comparison.
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

        // The worst goes to the end of what is left, again and again: best first remains.
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
