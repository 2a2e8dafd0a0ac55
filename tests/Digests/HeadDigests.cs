using System.Globalization;
using System.Numerics;

namespace SoftmaxGen.Digests;

/// <summary>The digests of a head, one for each member.</summary>
internal static class HeadDigests<THead, T>
    where THead : struct, ISoftmaxHead<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Whole and broken groups of rows in every width.
    private static readonly int[] BatchSizes = [1, 2, 7, 16, 33];

    private static readonly int N = THead.ClassCount;

    public static void Write(TextWriter output)
    {
        OrderedDictionary<string, Digest> digests = [];
        foreach (bool isOrdinary in (bool[])[true, false])
        {
            foreach (int rows in BatchSizes)
                Add(digests, rows, isOrdinary);
        }

        foreach ((string member, Digest digest) in digests)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{typeof(T).Name} {N} {member} {digest.Value:x16}"));
    }

    private static void Add(OrderedDictionary<string, Digest> digests, int rows, bool isOrdinary)
    {
        Inputs inputs = new((ulong)((1000 * N) + (2 * rows) + (isOrdinary ? 1 : 0)));
        T[] logits = inputs.Logits<T>(rows, N, isOrdinary);
        T[] targets = inputs.Targets<T>(logits.Length);
        T[] upstream = inputs.Signed<T>(logits.Length);
        int[] labels = inputs.Labels(rows, N);
        var matrix = new T[logits.Length];
        var probabilities = new T[logits.Length];
        var logProbabilities = new T[logits.Length];
        var column = new T[rows];
        var best = new int[rows];

        THead.Softmax(logits, probabilities);
        To("Softmax").Add<T>(probabilities);
        THead.LogSoftmax(logits, logProbabilities);
        To("LogSoftmax").Add<T>(logProbabilities);
        THead.LogSumExp(logits, column);
        To("LogSumExp").Add<T>(column);
        THead.ArgMax(logits, best);
        To("ArgMax").Add(best);
        THead.Entropy(logits, column);
        To("Entropy").Add<T>(column);
        foreach (Reduction reduction in (Reduction[])[Reduction.Mean, Reduction.Sum])
        {
            To("CrossEntropy of labels").Add(THead.CrossEntropy(logits, labels, reduction));
            To("CrossEntropy of targets").Add(THead.CrossEntropy(logits, targets, reduction));
            To("CrossEntropyGradient of labels").Add(THead.CrossEntropyGradient(logits, labels, matrix, reduction));
            To("CrossEntropyGradient of labels").Add<T>(matrix);
            To("CrossEntropyGradient of targets").Add(THead.CrossEntropyGradient(logits, targets, matrix, reduction));
            To("CrossEntropyGradient of targets").Add<T>(matrix);
        }

        THead.CrossEntropy(logits, labels, column);
        To("Losses of labels").Add<T>(column);
        THead.CrossEntropy(logits, targets, column);
        To("Losses of targets").Add<T>(column);
        THead.SoftmaxBackward(probabilities, upstream, matrix);
        To("SoftmaxBackward").Add<T>(matrix);
        THead.LogSoftmaxBackward(logProbabilities, upstream, matrix);
        To("LogSoftmaxBackward").Add<T>(matrix);
        for (int row = 0; row < Math.Min(rows, 10); row++)
            AddRow(digests, logits.AsSpan(row * N, N), probabilities.AsSpan(row * N, N), labels[row], hasJacobian: rows == 1);

        Digest To(string member) => HeadDigests<THead, T>.To(digests, member);
    }

    private static void AddRow(OrderedDictionary<string, Digest> digests, ReadOnlySpan<T> logits, ReadOnlySpan<T> probabilities, int label, bool hasJacobian)
    {
        var row = new T[N];
        var best = new int[Math.Min(N, 20)];
        To("LogSumExp of a row").Add(THead.LogSumExp(logits));
        To("ArgMax of a row").Add([THead.ArgMax(logits)]);
        THead.TopK(logits, best);
        To("TopK").Add(best);
        THead.TopK(logits, best, row);
        To("TopK").Add<T>(row.AsSpan(0, best.Length));
        To("CrossEntropy of a label").Add(THead.CrossEntropy(logits, label));
        To("CrossEntropyGradient of a label").Add(THead.CrossEntropyGradient(logits, label, row));
        To("CrossEntropyGradient of a label").Add<T>(row);
        To("Entropy of a row").Add(THead.Entropy(logits));

        T largest = probabilities[best[0]];
        foreach (T minimum in (T[])[T.BitDecrement(largest), largest, T.BitIncrement(largest)])
            To("TryPredict").Add([THead.TryPredict(logits, minimum, out int predicted) ? 1 : 0, predicted]);

        if (hasJacobian)
        {
            var jacobian = new T[N * N];
            THead.Jacobian(probabilities, jacobian);
            To("Jacobian").Add<T>(jacobian);
        }

        Digest To(string member) => HeadDigests<THead, T>.To(digests, member);
    }

    private static Digest To(OrderedDictionary<string, Digest> digests, string member)
    {
        if (!digests.TryGetValue(member, out Digest? digest))
            digests.Add(member, digest = new Digest());
        return digest;
    }
}
