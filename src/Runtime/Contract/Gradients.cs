using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>Where the gradients of a dense layer go.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="weights">Receives the gradient with respect to the weights.</param>
/// <param name="bias">Receives the gradient with respect to the bias.</param>
/// <param name="features">Receives the gradient with respect to the features; empty if nobody wants it.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct Gradients<T>(Span<T> weights, Span<T> bias, Span<T> features)
{
    /// <summary>Gets what receives the gradient with respect to the weights.</summary>
    public Span<T> Weights { get; } = weights;

    /// <summary>Gets what receives the gradient with respect to the bias.</summary>
    public Span<T> Bias { get; } = bias;

    /// <summary>Gets what receives the gradient with respect to the features; empty if nobody wants it.</summary>
    public Span<T> Features { get; } = features;
}
