namespace SoftmaxGen;

/// <summary>
/// A softmax head as a type argument: the members that <see cref="SoftmaxHeadAttribute"/> adds to a non-static type.
/// </summary>
/// <typeparam name="T">The type of logits, probabilities and losses: <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// <para>Every span is row-major. R rows of N = <see cref="ClassCount"/> numbers follow one another, and R is the length of the
/// first argument divided by N. No member allocates or keeps state; all may be called from any number of threads at once.</para>
/// <para>A destination may be longer than needed. It may be the memory of an input of the same shape: the member
/// then works in place. Any other overlap is an <see cref="ArgumentException"/>. Every check runs before the
/// first write, so that a call that throws has changed nothing.</para>
/// <para>A row's result is bitwise identical regardless of batch size, position and SIMD width, on every CPU with fused
/// multiply-add. A NaN or +infinity among a row's logits makes that row's results NaN, unless a member says otherwise.</para>
/// <para>Error bounds are in units in the last place (ulp) of the exact result, for finite logits and up to 4096 classes. The
/// methods and their sources are in docs/numerics and docs/derivation.md.</para>
/// <para>The just-in-time compiler specialises generic code for a head that is a struct, which takes no extra time. It shares
/// the code among heads that are classes.</para>
/// </remarks>
/// <example>
/// <code>
/// static float Loss&lt;THead&gt;(ReadOnlySpan&lt;float&gt; logits, int label) where THead : ISoftmaxHead&lt;float&gt; =>
///     THead.CrossEntropy(logits, label);
/// </code>
/// </example>
public interface ISoftmaxHead<T>
    where T : unmanaged
{
    /// <summary>Gets the class count N.</summary>
    static abstract int ClassCount { get; }

    /// <summary>Computes the probabilities a_i = exp(z_i) / sum_k exp(z_k) of each row.</summary>
    /// <remarks>Accurate to within 4 ulp; 8 ulp for <see cref="double"/> and more than 64 classes.</remarks>
    /// <param name="logits">The logits z, R x N numbers.</param>
    /// <param name="probabilities">Receives a, R x N numbers; 0 where a is below the smallest normal number. It may be longer.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="logits"/> is not a multiple of N.</exception>
    /// <exception cref="ArgumentException"><paramref name="probabilities"/> is too short, or overlaps <paramref name="logits"/> without being the same memory.</exception>
    static abstract void Softmax(ReadOnlySpan<T> logits, Span<T> probabilities);

    /// <summary>Computes the log-probabilities ln a_i = z_i - ln sum_k exp(z_k) of each row, in nats.</summary>
    /// <remarks>Accurate to within 4 ulp; 8 ulp for <see cref="double"/> and more than 64 classes.</remarks>
    /// <param name="logits">The logits z, R x N numbers.</param>
    /// <param name="logProbabilities">Receives ln a, R x N numbers. It may be longer.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="logits"/> is not a multiple of N.</exception>
    /// <exception cref="ArgumentException"><paramref name="logProbabilities"/> is too short, or overlaps <paramref name="logits"/> without being the same memory.</exception>
    static abstract void LogSoftmax(ReadOnlySpan<T> logits, Span<T> logProbabilities);

    /// <summary>Computes ln sum_k exp(z_k) of one row, in nats.</summary>
    /// <remarks>Accurate to within 4 ulp of the larger of |m| and ln(sum_k exp(z_k)) - m, where m is the largest logit.</remarks>
    /// <param name="logits">The logits z of one row, N numbers.</param>
    /// <returns>The log-sum-exp. A NaN among the logits gives NaN, otherwise +infinity gives +infinity; -infinity for all gives -infinity.</returns>
    /// <exception cref="ArgumentException"><paramref name="logits"/> is not one row.</exception>
    static abstract T LogSumExp(ReadOnlySpan<T> logits);

    /// <summary>Computes ln sum_k exp(z_k) of each row, in nats.</summary>
    /// <remarks>Accurate to within 4 ulp of the larger of |m| and ln(sum_k exp(z_k)) - m, where m is the row's largest logit.</remarks>
    /// <param name="logits">The logits z, R x N numbers.</param>
    /// <param name="destination">Receives the log-sum-exp of each row, R numbers. It may be longer.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="logits"/> is not a multiple of N.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short, or overlaps <paramref name="logits"/>.</exception>
    static abstract void LogSumExp(ReadOnlySpan<T> logits, Span<T> destination);

    /// <summary>Finds the class with the largest logit.</summary>
    /// <param name="logits">The logits z of one row, N numbers.</param>
    /// <returns>The class, 0 to N - 1: the first of equals, or the first NaN where there is one.</returns>
    /// <exception cref="ArgumentException"><paramref name="logits"/> is not one row.</exception>
    static abstract int ArgMax(ReadOnlySpan<T> logits);

    /// <summary>Finds the class with the largest logit in each row: the first of equals, or the first NaN where there is one.</summary>
    /// <param name="logits">The logits z, R x N numbers.</param>
    /// <param name="labels">Receives the class of each row, 0 to N - 1, R numbers. It may be longer.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="logits"/> is not a multiple of N.</exception>
    /// <exception cref="ArgumentException"><paramref name="labels"/> is too short, or overlaps <paramref name="logits"/>.</exception>
    static abstract void ArgMax(ReadOnlySpan<T> logits, Span<int> labels);

    /// <summary>Finds the k classes with the largest logits, best first: NaN before all, equals in the order of their class.</summary>
    /// <param name="logits">The logits z of one row, N numbers.</param>
    /// <param name="labels">Receives the classes; its length is k, 0 to N.</param>
    /// <exception cref="ArgumentException"><paramref name="logits"/> is not one row.</exception>
    /// <exception cref="ArgumentException"><paramref name="labels"/> is longer than N, or overlaps <paramref name="logits"/>.</exception>
    static abstract void TopK(ReadOnlySpan<T> logits, Span<int> labels);

    /// <summary>Finds the k classes with the largest logits, best first as <see cref="TopK(ReadOnlySpan{T}, Span{int})"/> does, and their probabilities.</summary>
    /// <remarks>The probabilities are to the bit those that <see cref="Softmax"/> gives these classes: accurate to within 4 ulp (8 for more than 64 classes of <see cref="double"/>). All are NaN for a row without probabilities.</remarks>
    /// <param name="logits">The logits z of one row, N numbers.</param>
    /// <param name="labels">Receives the classes; its length is k, 0 to N.</param>
    /// <param name="probabilities">Receives the probability of each of the classes, k numbers. It may be longer. Where k is N it may be <paramref name="logits"/> itself.</param>
    /// <exception cref="ArgumentException"><paramref name="logits"/> is not one row.</exception>
    /// <exception cref="ArgumentException"><paramref name="labels"/> is longer than N, or overlaps <paramref name="logits"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="probabilities"/> is shorter than <paramref name="labels"/>, overlaps it, or overlaps <paramref name="logits"/> without being the same memory.</exception>
    static abstract void TopK(ReadOnlySpan<T> logits, Span<int> labels, Span<T> probabilities);

    /// <summary>Computes the loss C = -ln a_label of one row, in nats.</summary>
    /// <remarks>Accurate to within 4 ulp, also where the model is sure and the loss is tiny.</remarks>
    /// <param name="logits">The logits z of one row, N numbers.</param>
    /// <param name="label">The class, 0 to N - 1.</param>
    /// <returns>The loss; +infinity for a class whose logit is -infinity.</returns>
    /// <exception cref="ArgumentException"><paramref name="logits"/> is not one row.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="label"/> is outside 0 to N - 1.</exception>
    static abstract T CrossEntropy(ReadOnlySpan<T> logits, int label);

    /// <summary>Computes the losses C = -ln a_label of R rows and reduces them to one number, in nats.</summary>
    /// <remarks>Each loss is accurate to within 4 ulp, also where the model is sure and the loss is tiny.</remarks>
    /// <param name="logits">The logits z, R x N numbers.</param>
    /// <param name="labels">The class of each row, 0 to N - 1, R numbers.</param>
    /// <param name="reduction">The mean or the sum.</param>
    /// <returns>The reduced loss; 0 for no rows.</returns>
    /// <exception cref="ArgumentException">The length of <paramref name="logits"/> is not a multiple of N.</exception>
    /// <exception cref="ArgumentException">The length of <paramref name="labels"/> is not the number of rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="labels"/> holds a number outside 0 to N - 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="reduction"/> is neither the mean nor the sum.</exception>
    static abstract T CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Reduction reduction = Reduction.Mean);

    /// <summary>Computes the losses C = -sum_i y_i ln a_i of R rows and reduces them to one number, in nats.</summary>
    /// <remarks>Each loss is accurate to within 4 ulp for targets of at least 0.</remarks>
    /// <param name="logits">The logits z, R x N numbers.</param>
    /// <param name="targets">The targets y, R x N numbers. A row need not sum to 1. A target of 0 counts for nothing, whatever its logit.</param>
    /// <param name="reduction">The mean or the sum.</param>
    /// <returns>The reduced loss; 0 for no rows.</returns>
    /// <exception cref="ArgumentException">The length of <paramref name="logits"/> is not a multiple of N.</exception>
    /// <exception cref="ArgumentException">The length of <paramref name="targets"/> is not that of <paramref name="logits"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="reduction"/> is neither the mean nor the sum.</exception>
    static abstract T CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Reduction reduction = Reduction.Mean);

    /// <summary>Computes the loss C = -ln a_label of each row, in nats.</summary>
    /// <remarks>Accurate to within 4 ulp, also where the model is sure and the loss is tiny.</remarks>
    /// <param name="logits">The logits z, R x N numbers.</param>
    /// <param name="labels">The class of each row, 0 to N - 1, R numbers.</param>
    /// <param name="losses">Receives the loss of each row, R numbers. It may be longer.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="logits"/> is not a multiple of N.</exception>
    /// <exception cref="ArgumentException">The length of <paramref name="labels"/> is not the number of rows.</exception>
    /// <exception cref="ArgumentException"><paramref name="losses"/> is too short, or overlaps <paramref name="logits"/> or <paramref name="labels"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="labels"/> holds a number outside 0 to N - 1.</exception>
    static abstract void CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> losses);

    /// <summary>Computes the loss C = -sum_i y_i ln a_i of each row, in nats.</summary>
    /// <remarks>Accurate to within 4 ulp for targets of at least 0.</remarks>
    /// <param name="logits">The logits z, R x N numbers.</param>
    /// <param name="targets">The targets y, R x N numbers. A row need not sum to 1. A target of 0 counts for nothing, whatever its logit.</param>
    /// <param name="losses">Receives the loss of each row, R numbers. It may be longer.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="logits"/> is not a multiple of N.</exception>
    /// <exception cref="ArgumentException">The length of <paramref name="targets"/> is not that of <paramref name="logits"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="losses"/> is too short, or overlaps <paramref name="logits"/> or <paramref name="targets"/>.</exception>
    static abstract void CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> losses);

    /// <summary>Computes the loss C = -ln a_label of one row, in nats, and its gradient dC/dz_i = a_i - (i = label).</summary>
    /// <remarks>
    /// Loss and gradient are accurate to within 4 ulp, the label's own entry included: it is the negated sum of the others, never
    /// a - 1.
    /// </remarks>
    /// <param name="logits">The logits z of one row, N numbers.</param>
    /// <param name="label">The class, 0 to N - 1.</param>
    /// <param name="gradient">Receives dC/dz, N numbers. It may be longer.</param>
    /// <returns>The loss; +infinity for a class whose logit is -infinity.</returns>
    /// <exception cref="ArgumentException"><paramref name="logits"/> is not one row.</exception>
    /// <exception cref="ArgumentException"><paramref name="gradient"/> is too short, or overlaps <paramref name="logits"/> without being the same memory.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="label"/> is outside 0 to N - 1.</exception>
    static abstract T CrossEntropyGradient(ReadOnlySpan<T> logits, int label, Span<T> gradient);

    /// <summary>
    /// Computes the losses C = -ln a_label of R rows, reduces them to one number in nats, and computes its gradient
    /// dC/dz_i = a_i - (i = label), divided by R for the mean.
    /// </summary>
    /// <remarks>The gradient is accurate to within 4 ulp, the labels' own entries included.</remarks>
    /// <param name="logits">The logits z, R x N numbers.</param>
    /// <param name="labels">The class of each row, 0 to N - 1, R numbers.</param>
    /// <param name="gradient">Receives dC/dz, R x N numbers. It may be longer.</param>
    /// <param name="reduction">The mean or the sum; the gradient is that of the reduced loss.</param>
    /// <returns>The reduced loss; 0 for no rows.</returns>
    /// <exception cref="ArgumentException">The length of <paramref name="logits"/> is not a multiple of N.</exception>
    /// <exception cref="ArgumentException">The length of <paramref name="labels"/> is not the number of rows.</exception>
    /// <exception cref="ArgumentException"><paramref name="gradient"/> is too short, or overlaps an input without being the same memory.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="labels"/> holds a number outside 0 to N - 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="reduction"/> is neither the mean nor the sum.</exception>
    static abstract T CrossEntropyGradient(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> gradient, Reduction reduction = Reduction.Mean);

    /// <summary>
    /// Computes the losses C = -sum_i y_i ln a_i of R rows, reduces them to one number in nats, and computes its gradient
    /// dC/dz_i = a_i sum_j y_j - y_i, divided by R for the mean.
    /// </summary>
    /// <remarks>The gradient is accurate to within 4 ulp of the larger of a_i sum_j y_j and y_i.</remarks>
    /// <param name="logits">The logits z, R x N numbers.</param>
    /// <param name="targets">The targets y, R x N numbers. A row need not sum to 1. A target of 0 counts for nothing, whatever its logit.</param>
    /// <param name="gradient">Receives dC/dz, R x N numbers. It may be longer.</param>
    /// <param name="reduction">The mean or the sum; the gradient is that of the reduced loss.</param>
    /// <returns>The reduced loss; 0 for no rows.</returns>
    /// <exception cref="ArgumentException">The length of <paramref name="logits"/> is not a multiple of N.</exception>
    /// <exception cref="ArgumentException">The length of <paramref name="targets"/> is not that of <paramref name="logits"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="gradient"/> is too short, or overlaps an input without being the same memory.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="reduction"/> is neither the mean nor the sum.</exception>
    static abstract T CrossEntropyGradient(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> gradient, Reduction reduction = Reduction.Mean);

    /// <summary>Carries a gradient g back through <see cref="Softmax"/>: p_i (g_i - sum_j g_j p_j) for each row.</summary>
    /// <remarks>
    /// Accurate to within 4 ulp of the larger of the result and a part of p_i sum_j |g_j| p_j: 2^-20 of it for
    /// <see cref="float"/>, 2^-32 for <see cref="double"/>. Differences of gradients keep their digits where they nearly cancel.
    /// </remarks>
    /// <param name="probabilities">The probabilities p that <see cref="Softmax"/> gave, R x N numbers.</param>
    /// <param name="upstream">The gradient g with respect to them, R x N numbers.</param>
    /// <param name="gradient">Receives the gradient with respect to the logits, R x N numbers. It may be longer.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="probabilities"/> is not a multiple of N, or that of <paramref name="upstream"/> does not match.</exception>
    /// <exception cref="ArgumentException"><paramref name="gradient"/> is too short, or overlaps an input without being the same memory.</exception>
    static abstract void SoftmaxBackward(ReadOnlySpan<T> probabilities, ReadOnlySpan<T> upstream, Span<T> gradient);

    /// <summary>Carries a gradient g back through <see cref="LogSoftmax"/>: g_i - exp(l_i) sum_j g_j for each row.</summary>
    /// <remarks>
    /// Accurate to within 4 ulp of the largest of |g_i|, exp(l_i) |sum_j g_j| and a part of exp(l_i) sum_j |g_j|: 2^-20 of it for
    /// <see cref="float"/>, 2^-32 for <see cref="double"/>.
    /// </remarks>
    /// <param name="logProbabilities">The log-probabilities l that <see cref="LogSoftmax"/> gave, R x N numbers.</param>
    /// <param name="upstream">The gradient g with respect to them, R x N numbers.</param>
    /// <param name="gradient">Receives the gradient with respect to the logits, R x N numbers. It may be longer.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="logProbabilities"/> is not a multiple of N, or that of <paramref name="upstream"/> does not match.</exception>
    /// <exception cref="ArgumentException"><paramref name="gradient"/> is too short, or overlaps an input without being the same memory.</exception>
    static abstract void LogSoftmaxBackward(ReadOnlySpan<T> logProbabilities, ReadOnlySpan<T> upstream, Span<T> gradient);

    /// <summary>Computes the Jacobian da_j/dz_i = a_i ((i = j) - a_j) of one row.</summary>
    /// <param name="probabilities">The probabilities a of one row, N numbers.</param>
    /// <param name="jacobian">Receives da_j/dz_i in row i and column j, N x N numbers. It may be longer.</param>
    /// <exception cref="ArgumentException"><paramref name="probabilities"/> is not one row.</exception>
    /// <exception cref="ArgumentException"><paramref name="jacobian"/> is too short, or overlaps <paramref name="probabilities"/>.</exception>
    static abstract void Jacobian(ReadOnlySpan<T> probabilities, Span<T> jacobian);

    /// <summary>Computes the entropy -sum_i a_i ln a_i of one row, in nats.</summary>
    /// <param name="logits">The logits z of one row, N numbers.</param>
    /// <returns>The entropy, 0 to ln N rounded to the element type; NaN for a row without probabilities.</returns>
    /// <exception cref="ArgumentException"><paramref name="logits"/> is not one row.</exception>
    static abstract T Entropy(ReadOnlySpan<T> logits);

    /// <summary>Computes the entropy -sum_i a_i ln a_i of each row, in nats.</summary>
    /// <param name="logits">The logits z, R x N numbers.</param>
    /// <param name="destination">Receives the entropy of each row, 0 to ln N rounded to the element type, or NaN for a row without probabilities; R numbers. It may be longer.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="logits"/> is not a multiple of N.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short, or overlaps <paramref name="logits"/>.</exception>
    static abstract void Entropy(ReadOnlySpan<T> logits, Span<T> destination);

    /// <summary>Predicts the most probable class, unless its probability is too low.</summary>
    /// <param name="logits">The logits z of one row, N numbers.</param>
    /// <param name="minimumProbability">The lowest probability, 0 to 1, at which the prediction counts.</param>
    /// <param name="label">The class with the largest logit, whether it counts or not.</param>
    /// <returns>
    /// Whether the class's probability, to the bit as <see cref="Softmax"/> gives it, is at least
    /// <paramref name="minimumProbability"/>; false where it is NaN.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="logits"/> is not one row.</exception>
    static abstract bool TryPredict(ReadOnlySpan<T> logits, T minimumProbability, out int label);
}
