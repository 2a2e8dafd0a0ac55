namespace SoftmaxGen;

/// <summary>
/// A softmax head with a dense layer z = W x + b as a type argument: the members that <see cref="SoftmaxHeadAttribute"/> with
/// <c>Features</c> adds to a non-static type.
/// </summary>
/// <typeparam name="T">The type of features, weights and logits: <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// <para>R rows of F = <see cref="FeatureCount"/> features follow one another, and R is the length of <c>features</c> divided by F.
/// The weights W are N x F, row by row, as in PyTorch's <c>nn.Linear</c>; the bias b has N numbers. No destination may overlap an
/// input or another destination.</para>
/// <para>The order of each sum is fixed. A logit has 16 lanes for <see cref="float"/> and 8 for <see cref="double"/> (4 and 2
/// below 16 and 8 features), each added up by fused multiply-adds in the order of the features, then one tree over the lanes, then
/// the bias. So results are bitwise identical in every batch size, position and SIMD width. docs/numerics has the order, its
/// derivation and its error bounds.</para>
/// <para>With u = 2^-24 for <see cref="float"/> and 2^-53 for <see cref="double"/>, and L lanes, a logit is off by at most
/// (ceil(F / L) + 5) u (sum_j |w_ij x_j| + |b_i|). A non-finite feature reaches the results of its own row only.</para>
/// </remarks>
public interface IDenseHead<T> : ISoftmaxHead<T>
    where T : unmanaged
{
    /// <summary>Gets the feature count F.</summary>
    static abstract int FeatureCount { get; }

    /// <summary>Computes the logits z_i = sum_j w_ij x_j + b_i of each row.</summary>
    /// <param name="features">The features x, R x F numbers.</param>
    /// <param name="weights">The weights W, N x F numbers.</param>
    /// <param name="bias">The bias b, N numbers.</param>
    /// <param name="logits">Receives z, R x N numbers. It may be longer.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="features"/> is not a multiple of F, or that of <paramref name="weights"/> or <paramref name="bias"/> does not match.</exception>
    /// <exception cref="ArgumentException"><paramref name="logits"/> is too short, or overlaps an input.</exception>
    static abstract void Logits(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> logits);

    /// <summary>Computes the probabilities exp(z_i) / sum_k exp(z_k) of each row: bitwise those of <see cref="Logits"/>, then <see cref="ISoftmaxHead{T}.Softmax"/>.</summary>
    /// <remarks>The relative error is at most that of the softmax plus 2 max_i |error of z_i|.</remarks>
    /// <param name="features">The features x, R x F numbers.</param>
    /// <param name="weights">The weights W, N x F numbers.</param>
    /// <param name="bias">The bias b, N numbers.</param>
    /// <param name="probabilities">Receives the probabilities, R x N numbers. It may be longer.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="features"/> is not a multiple of F, or that of <paramref name="weights"/> or <paramref name="bias"/> does not match.</exception>
    /// <exception cref="ArgumentException"><paramref name="probabilities"/> is too short, or overlaps an input.</exception>
    static abstract void Probabilities(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> probabilities);

    /// <summary>Finds the most probable class of one row.</summary>
    /// <param name="features">The features x of one row, F numbers.</param>
    /// <param name="weights">The weights W, N x F numbers.</param>
    /// <param name="bias">The bias b, N numbers.</param>
    /// <returns>The first class with the largest logit; the first whose logit is NaN if there is one.</returns>
    /// <exception cref="ArgumentException"><paramref name="features"/> is not one row, or the length of <paramref name="weights"/> or <paramref name="bias"/> does not match.</exception>
    static abstract int Predict(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias);

    /// <summary>Finds the most probable class of each row.</summary>
    /// <param name="features">The features x, R x F numbers.</param>
    /// <param name="weights">The weights W, N x F numbers.</param>
    /// <param name="bias">The bias b, N numbers.</param>
    /// <param name="labels">Receives the first class with the largest logit, or the first whose logit is NaN, R numbers. It may be longer.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="features"/> is not a multiple of F, or that of <paramref name="weights"/> or <paramref name="bias"/> does not match.</exception>
    /// <exception cref="ArgumentException"><paramref name="labels"/> is too short, or overlaps an input.</exception>
    static abstract void Predict(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<int> labels);

    /// <summary>Predicts the most probable class of one row, unless its probability is too low.</summary>
    /// <param name="features">The features x of one row, F numbers.</param>
    /// <param name="weights">The weights W, N x F numbers.</param>
    /// <param name="bias">The bias b, N numbers.</param>
    /// <param name="minimumProbability">The lowest probability, 0 to 1, at which the prediction counts.</param>
    /// <param name="label">The class with the largest logit, whether it counts or not.</param>
    /// <returns>Whether the class's probability, to the bit as <see cref="Probabilities"/> gives it, is at least <paramref name="minimumProbability"/>; false where it is NaN.</returns>
    /// <exception cref="ArgumentException"><paramref name="features"/> is not one row, or the length of <paramref name="weights"/> or <paramref name="bias"/> does not match.</exception>
    static abstract bool TryPredict(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, T minimumProbability, out int label);

    /// <summary>Computes the loss of a batch with labels, in nats, and its gradients with respect to weights and bias.</summary>
    /// <remarks>
    /// <para>With g = dC/dz of the reduced loss: dC/dw_ij = sum over rows of g_i x_j, and dC/db_i = sum over rows of g_i. They are
    /// written, not added to; for no rows they are 0.</para>
    /// <para>Rows are added up in their order, in blocks of a size that depends on N alone, then block by block. Each entry is off by
    /// at most (R + 6) u sum |g_i x_j| over the rows, beside the error of g.</para>
    /// </remarks>
    /// <param name="features">The features x, R x F numbers.</param>
    /// <param name="labels">The class of each row, R numbers.</param>
    /// <param name="weights">The weights W, N x F numbers.</param>
    /// <param name="bias">The bias b, N numbers.</param>
    /// <param name="weightGradient">Receives dC/dW, N x F numbers. It may be longer.</param>
    /// <param name="biasGradient">Receives dC/db, N numbers. It may be longer.</param>
    /// <param name="reduction">Whether the loss and its gradients are those of the mean or of the sum.</param>
    /// <returns>The reduced loss, as <see cref="ISoftmaxHead{T}.CrossEntropy(ReadOnlySpan{T}, ReadOnlySpan{int}, Reduction)"/> gives it for the logits.</returns>
    /// <exception cref="ArgumentException">The length of <paramref name="features"/> is not a multiple of F, or that of another input does not match.</exception>
    /// <exception cref="ArgumentException">A destination is too short, or overlaps an input or another destination.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not a class, or <paramref name="reduction"/> is neither.</exception>
    static abstract T LossAndGradients(
        ReadOnlySpan<T> features, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias,
        Span<T> weightGradient, Span<T> biasGradient, Reduction reduction = Reduction.Mean);

    /// <summary>Computes the loss of a batch with labels, in nats, and its gradients with respect to weights, bias and features.</summary>
    /// <remarks>dC/dx_j = sum_i g_i w_ij of each row, in the order of the classes. It carries backpropagation on into earlier layers.</remarks>
    /// <param name="features">The features x, R x F numbers.</param>
    /// <param name="labels">The class of each row, R numbers.</param>
    /// <param name="weights">The weights W, N x F numbers.</param>
    /// <param name="bias">The bias b, N numbers.</param>
    /// <param name="weightGradient">Receives dC/dW, N x F numbers. It may be longer.</param>
    /// <param name="biasGradient">Receives dC/db, N numbers. It may be longer.</param>
    /// <param name="featureGradient">Receives dC/dx, R x F numbers. It may be longer.</param>
    /// <param name="reduction">Whether the loss and its gradients are those of the mean or of the sum.</param>
    /// <returns>The reduced loss.</returns>
    /// <exception cref="ArgumentException">The length of <paramref name="features"/> is not a multiple of F, or that of another input does not match.</exception>
    /// <exception cref="ArgumentException">A destination is too short, or overlaps an input or another destination.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not a class, or <paramref name="reduction"/> is neither.</exception>
    static abstract T LossAndGradients(
        ReadOnlySpan<T> features, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias,
        Span<T> weightGradient, Span<T> biasGradient, Span<T> featureGradient, Reduction reduction = Reduction.Mean);

    /// <summary>Computes the loss of a batch with targets, in nats, and its gradients with respect to weights and bias.</summary>
    /// <remarks>As with labels; g = a_i sum_j y_j - y_i, also where targets do not sum to 1.</remarks>
    /// <param name="features">The features x, R x F numbers.</param>
    /// <param name="targets">The targets y, R x N numbers.</param>
    /// <param name="weights">The weights W, N x F numbers.</param>
    /// <param name="bias">The bias b, N numbers.</param>
    /// <param name="weightGradient">Receives dC/dW, N x F numbers. It may be longer.</param>
    /// <param name="biasGradient">Receives dC/db, N numbers. It may be longer.</param>
    /// <param name="reduction">Whether the loss and its gradients are those of the mean or of the sum.</param>
    /// <returns>The reduced loss.</returns>
    /// <exception cref="ArgumentException">The length of <paramref name="features"/> is not a multiple of F, or that of another input does not match.</exception>
    /// <exception cref="ArgumentException">A destination is too short, or overlaps an input or another destination.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="reduction"/> is neither.</exception>
    static abstract T LossAndGradients(
        ReadOnlySpan<T> features, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias,
        Span<T> weightGradient, Span<T> biasGradient, Reduction reduction = Reduction.Mean);

    /// <summary>Computes the loss of a batch with targets, in nats, and its gradients with respect to weights, bias and features.</summary>
    /// <param name="features">The features x, R x F numbers.</param>
    /// <param name="targets">The targets y, R x N numbers.</param>
    /// <param name="weights">The weights W, N x F numbers.</param>
    /// <param name="bias">The bias b, N numbers.</param>
    /// <param name="weightGradient">Receives dC/dW, N x F numbers. It may be longer.</param>
    /// <param name="biasGradient">Receives dC/db, N numbers. It may be longer.</param>
    /// <param name="featureGradient">Receives dC/dx, R x F numbers. It may be longer.</param>
    /// <param name="reduction">Whether the loss and its gradients are those of the mean or of the sum.</param>
    /// <returns>The reduced loss.</returns>
    /// <exception cref="ArgumentException">The length of <paramref name="features"/> is not a multiple of F, or that of another input does not match.</exception>
    /// <exception cref="ArgumentException">A destination is too short, or overlaps an input or another destination.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="reduction"/> is neither.</exception>
    static abstract T LossAndGradients(
        ReadOnlySpan<T> features, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias,
        Span<T> weightGradient, Span<T> biasGradient, Span<T> featureGradient, Reduction reduction = Reduction.Mean);
}
