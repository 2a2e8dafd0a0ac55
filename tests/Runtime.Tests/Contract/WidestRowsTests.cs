using System.Reflection;

namespace SoftmaxGen.Runtime.Tests.Contract;

/// <summary>Every member takes the widest kernels that the hardware supports.</summary>
/// <remarks>All widths give the same bits: no result tells which of them a member took.</remarks>
public sealed class WidestRowsTests
{
    private static readonly List<(MethodBase? Member, Type Width)> Calls = [];

    private interface IWidth
    {
        static abstract bool IsSupported { get; }
    }

    public static TheoryData<string> Members =>
        [.. typeof(IRows<float>).GetMethods().Where(method => !method.IsSpecialName).Select(method => method.ToString()!)];

    [Theory]
    [MemberData(nameof(Members))]
    public void Members_take_wide_kernels_where_supported(string member) =>
        AssertCalls<WidestRows<float, Kernels<Supported>, Kernels<Narrow>>>(member, typeof(Supported));

    [Theory]
    [MemberData(nameof(Members))]
    public void Members_take_narrow_kernels_elsewhere(string member) =>
        AssertCalls<WidestRows<float, Kernels<Unsupported>, Kernels<Narrow>>>(member, typeof(Narrow));

    private static void AssertCalls<TRows>(string member, Type width)
        where TRows : IRows<float>
    {
        MethodInfo method = typeof(TRows).GetMethods().Single(method => method.ToString() == member);
        Calls.Clear();
        method.Invoke(null, new object[method.GetParameters().Length]);

        (MethodBase? called, Type calledWidth) = Assert.Single(Calls);
        Assert.Equal(member, called?.ToString());
        Assert.Equal(width, calledWidth);
    }

    private readonly struct Supported : IWidth
    {
        public static bool IsSupported => true;
    }

    private readonly struct Unsupported : IWidth
    {
        public static bool IsSupported => false;
    }

    private readonly struct Narrow : IWidth
    {
        public static bool IsSupported => true;
    }

    /// <summary>Kernels that compute nothing and tell which of them were called.</summary>
    private readonly struct Kernels<TWidth> : IRows<float>
        where TWidth : struct, IWidth
    {
        public static bool IsSupported => TWidth.IsSupported;

        public static void Softmax(ref float logits, ref float probabilities, int rows) => Add(MethodBase.GetCurrentMethod());

        public static void LogSoftmax(ref float logits, ref float logProbabilities, int rows) => Add(MethodBase.GetCurrentMethod());

        public static void LogSumExp(ref float logits, ref float destination, int rows) => Add(MethodBase.GetCurrentMethod());

        public static void ArgMax(ref float logits, ref int labels, int rows) => Add(MethodBase.GetCurrentMethod());

        public static void CrossEntropy(ref float logits, ref int labels, ref float losses, int rows) => Add(MethodBase.GetCurrentMethod());

        public static void CrossEntropy(ref float logits, ref float targets, ref float losses, int rows) => Add(MethodBase.GetCurrentMethod());

        public static void CrossEntropyGradient(ref float logits, ref int labels, ref float gradient, ref float losses, double divisor, int rows) => Add(MethodBase.GetCurrentMethod());

        public static void CrossEntropyGradient(ref float logits, ref float targets, ref float gradient, ref float losses, double divisor, int rows) => Add(MethodBase.GetCurrentMethod());

        public static void SoftmaxBackward(ref float probabilities, ref float upstream, ref float gradient, int rows) => Add(MethodBase.GetCurrentMethod());

        public static void LogSoftmaxBackward(ref float logProbabilities, ref float upstream, ref float gradient, int rows) => Add(MethodBase.GetCurrentMethod());

        public static void Jacobian(ref float probabilities, ref float jacobian) => Add(MethodBase.GetCurrentMethod());

        public static float Entropy(ref float logits) => Add(MethodBase.GetCurrentMethod());

        public static float Probability(ref float logits, int label) => Add(MethodBase.GetCurrentMethod());

        private static float Add(MethodBase? member)
        {
            Calls.Add((member, typeof(TWidth)));
            return 0;
        }
    }
}
