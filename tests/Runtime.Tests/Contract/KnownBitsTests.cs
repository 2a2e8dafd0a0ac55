using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;

namespace SoftmaxGen.Runtime.Tests.Contract;

/// <summary>Results have the bits that were recorded here: on every processor with fused multiply-add, from one version to the next.</summary>
/// <remarks>
/// Bounds in ulps do not see the last digits of a coefficient, which change one result in thousands. Where a change of
/// results is meant, the failure names the new digest.
/// </remarks>
public class KnownBitsTests
{
    [FusedTheory]
    [InlineData(2, 2000, "8d9fe84014007cb9")]
    [InlineData(3, 2000, "d39b93c666672ea8")]
    [InlineData(10, 2000, "a8658fbbf1aa4e99")]
    [InlineData(100, 400, "2440ab63aaa7a30e")]
    [InlineData(1000, 20, "56f95171c32b6417")]
    public void Results_of_float_heads_have_the_recorded_bits(int classes, int rows, string digest) =>
        Assert.Equal(digest, Digest<float>(classes, rows));

    [FusedTheory]
    [InlineData(2, 2000, "73537e19953b742b")]
    [InlineData(3, 2000, "542c0f52030b1c44")]
    [InlineData(10, 2000, "6d4c858b8b0d2a85")]
    [InlineData(100, 400, "b5d92f8a989a2fd9")]
    [InlineData(1000, 20, "ea8b96b91e678fa7")]
    public void Results_of_double_heads_have_the_recorded_bits(int classes, int rows, string digest) =>
        Assert.Equal(digest, Digest<double>(classes, rows));

    private static string Digest<T>(int classes, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        T[] logits = Rows.Logits<T>(classes, rows, 21);
        T[] upstream = Rows.Upstream<T>(classes * rows, 22);
        T[] targets = [.. upstream.Select(T.Abs)];
        int[] labels = Rows.Labels(classes, rows, 23);

        // From the head itself: the functions of the platform's library differ from one to the next.
        var probabilities = new T[logits.Length];
        var logProbabilities = new T[logits.Length];
        head.Softmax(logits, probabilities);
        head.LogSoftmax(logits, logProbabilities);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Member<T> member in Members<T>.All)
        {
            int taken = member.SingleRow ? 1 : rows;
            int length = member.OutputLength(classes, taken);
            var output = new T[member.WritesLabels ? 0 : length];
            var labelOutput = new int[member.LabelOutputLength(length)];
            T[] first = member.Content switch
            {
                Content.Logits => logits,
                Content.Probabilities => probabilities,
                _ => logProbabilities,
            };
            T result = member.Call(head, new Operands<T>
            {
                First = first.AsSpan(0, taken * classes),
                Second = member.Second.Length == 0 ? default : (member.Second == "targets" ? targets : upstream).AsSpan(0, taken * classes),
                Labels = member.TakesLabels ? labels.AsSpan(0, taken) : default,
                Output = output,
                LabelOutput = labelOutput,
                Reduction = Reduction.Mean,
            });
            hash.AppendData(MemoryMarshal.AsBytes<T>([result]));
            hash.AppendData(MemoryMarshal.AsBytes<T>(output));
            hash.AppendData(MemoryMarshal.AsBytes<int>(labelOutput));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}

/// <summary>A theory about bits that hardware without fused multiply-add rounds otherwise.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FusedTheoryAttribute : TheoryAttribute
{
    public FusedTheoryAttribute()
    {
        if (!Fma.IsSupported && !AdvSimd.Arm64.IsSupported)
        {
            Skip = "This processor has no fused multiply-add.";
        }
    }
}
