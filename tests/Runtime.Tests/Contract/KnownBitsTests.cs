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
    [InlineData(2, 2000, "1219e107d7884c61")]
    [InlineData(3, 2000, "f0a35fa58383d34e")]
    [InlineData(10, 2000, "d2a57ab5276b7681")]
    [InlineData(100, 400, "a96d52ae465e2cb5")]
    [InlineData(1000, 20, "de4f38afa444cc39")]
    public void Results_of_float_heads_have_the_recorded_bits(int classes, int rows, string digest) =>
        Assert.Equal(digest, Digest<float>(classes, rows));

    [FusedTheory]
    [InlineData(2, 2000, "47ae3b366bdfdbd8")]
    [InlineData(3, 2000, "7c52f89068c5cc4e")]
    [InlineData(10, 2000, "42358e89be62a31c")]
    [InlineData(100, 400, "38d08cc4474b7a0e")]
    [InlineData(1000, 20, "07a8ee2ac8f6d9cf")]
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
            var labelOutput = new int[member.WritesLabels ? length : 0];
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
