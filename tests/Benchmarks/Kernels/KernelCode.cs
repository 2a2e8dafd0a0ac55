namespace SoftmaxGen.Benchmarks.Kernels;

/// <summary>What was counted in a stretch of code.</summary>
/// <param name="Instructions">All instructions.</param>
/// <param name="Calls">Calls, whatever they go to.</param>
/// <param name="Spills">Vectors written to the stack.</param>
/// <param name="Reloads">Vectors read from the stack.</param>
internal readonly record struct CodeCounts(int Instructions, int Calls, int Spills, int Reloads)
{
    public static CodeCounts operator +(CodeCounts left, CodeCounts right) => new(
        left.Instructions + right.Instructions, left.Calls + right.Calls, left.Spills + right.Spills, left.Reloads + right.Reloads);
}

/// <summary>The machine code of one kernel.</summary>
/// <param name="Head">The head's name.</param>
/// <param name="Width">The kernel class without the head's name.</param>
/// <param name="Method">The kernel.</param>
/// <param name="Bytes">The code's size.</param>
/// <param name="All">The counts over the whole method.</param>
/// <param name="Loops">The counts over its innermost loops.</param>
internal sealed record KernelCode(string Head, string Width, string Method, int Bytes, CodeCounts All, CodeCounts Loops);
