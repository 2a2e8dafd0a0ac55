namespace SoftmaxGen.Runtime;

/// <summary>A kernel that compares rows with labels, each of which is a class.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal interface ILabelKernel<T>
    where T : unmanaged
{
    /// <summary>Gets whether it writes a gradient.</summary>
    static abstract bool HasGradient { get; }

    /// <summary>Computes the loss of each row, and its gradient divided by <paramref name="divisor"/>.</summary>
    static abstract void Run(ref T logits, ref int labels, ref T gradient, ref T losses, double divisor, int rows, ref T workspace);
}
