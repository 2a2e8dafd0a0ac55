namespace SoftmaxGen;

/// <summary>
/// A trained classifier as a type argument: the members that <see cref="SoftmaxHeadAttribute"/> with <c>Weights</c> adds to a
/// non-static type. Its weights and bias are in the assembly.
/// </summary>
/// <typeparam name="T">The type of features, weights and logits: <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// The members are those of <see cref="IDenseHead{T}"/> that go forward, with the weights and the bias that were compiled in, and
/// give the same bits. <see cref="TryPredict"/> takes features here; that of <see cref="ISoftmaxHead{T}"/>, which takes logits, is
/// implemented explicitly.
/// </remarks>
public interface ITrainedHead<T> : IDenseHead<T>
    where T : unmanaged
{
    /// <summary>Gets the weights W, N x F numbers row by row.</summary>
    static abstract ReadOnlySpan<T> Weights { get; }

    /// <summary>Gets the bias b, N numbers.</summary>
    static abstract ReadOnlySpan<T> Bias { get; }

    /// <summary>Computes the logits z_i = sum_j w_ij x_j + b_i of each row.</summary>
    /// <param name="features">The features x, R x F numbers.</param>
    /// <param name="logits">Receives z, R x N numbers. It may be longer.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="features"/> is not a multiple of F.</exception>
    /// <exception cref="ArgumentException"><paramref name="logits"/> is too short, or overlaps <paramref name="features"/> or the weights.</exception>
    static abstract void Logits(ReadOnlySpan<T> features, Span<T> logits);

    /// <summary>Computes the probabilities of each row.</summary>
    /// <param name="features">The features x, R x F numbers.</param>
    /// <param name="probabilities">Receives the probabilities, R x N numbers. It may be longer.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="features"/> is not a multiple of F.</exception>
    /// <exception cref="ArgumentException"><paramref name="probabilities"/> is too short, or overlaps <paramref name="features"/> or the weights.</exception>
    static abstract void Probabilities(ReadOnlySpan<T> features, Span<T> probabilities);

    /// <summary>Finds the most probable class of one row.</summary>
    /// <param name="features">The features x of one row, F numbers.</param>
    /// <returns>The first class with the largest logit; the first whose logit is NaN if there is one.</returns>
    /// <exception cref="ArgumentException"><paramref name="features"/> is not one row.</exception>
    static abstract int Predict(ReadOnlySpan<T> features);

    /// <summary>Finds the most probable class of each row.</summary>
    /// <param name="features">The features x, R x F numbers.</param>
    /// <param name="labels">Receives the first class with the largest logit, or the first whose logit is NaN, R numbers. It may be longer.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="features"/> is not a multiple of F.</exception>
    /// <exception cref="ArgumentException"><paramref name="labels"/> is too short, or overlaps <paramref name="features"/> or the weights.</exception>
    static abstract void Predict(ReadOnlySpan<T> features, Span<int> labels);

    /// <summary>Predicts the most probable class of one row of features, unless its probability is too low.</summary>
    /// <param name="features">The features x of one row, F numbers.</param>
    /// <param name="minimumProbability">The lowest probability, 0 to 1, at which the prediction counts.</param>
    /// <param name="label">The class with the largest logit, whether it counts or not.</param>
    /// <returns>Whether the class's probability, to the bit as <see cref="Probabilities"/> gives it, is at least <paramref name="minimumProbability"/>; false where it is NaN.</returns>
    /// <exception cref="ArgumentException"><paramref name="features"/> is not one row.</exception>
    static new abstract bool TryPredict(ReadOnlySpan<T> features, T minimumProbability, out int label);
}
