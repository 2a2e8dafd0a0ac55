namespace SoftmaxGen;

/// <summary>
/// A softmax head as a type argument: the members that <see cref="SoftmaxHeadAttribute"/> adds to a type that is not
/// static.
/// </summary>
/// <typeparam name="T">The type of logits, probabilities and losses: <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// <para>Every span is row-major: R rows of N = <see cref="ClassCount"/> numbers, R taken from the length of the first
/// argument. No member allocates or keeps state; all may be called from any number of threads at once.</para>
/// <para>An output may share its memory with an input of the same shape that starts at the same place; any other overlap
/// is an <see cref="ArgumentException"/>. A destination may be longer than needed. Every check runs before the first
/// write.</para>
/// <para>The just-in-time compiler specialises generic code for struct heads and shares it among class heads: behind a
/// type parameter a struct head costs nothing.</para>
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

    /// <summary>Computes a_i = exp(z_i) / sum_k exp(z_k) for each row.</summary>
    /// <param name="logits">The logits z, R x N.</param>
    /// <param name="probabilities">Receives a, R x N.</param>
    static abstract void Softmax(ReadOnlySpan<T> logits, Span<T> probabilities);

    /// <summary>Computes ln a_i = z_i - ln sum_k exp(z_k) for each row.</summary>
    /// <param name="logits">The logits z, R x N.</param>
    /// <param name="logProbabilities">Receives ln a, R x N.</param>
    static abstract void LogSoftmax(ReadOnlySpan<T> logits, Span<T> logProbabilities);

    /// <summary>Computes ln sum_k exp(z_k) of one row.</summary>
    /// <param name="logits">The logits z of one row, N.</param>
    /// <returns>The log-sum-exp, in nats: NaN for a NaN among the logits, else +infinity for one of them, and -infinity where all are.</returns>
    static abstract T LogSumExp(ReadOnlySpan<T> logits);

    /// <summary>Computes ln sum_k exp(z_k) of each row.</summary>
    /// <param name="logits">The logits z, R x N.</param>
    /// <param name="destination">Receives the log-sum-exp of each row, R.</param>
    static abstract void LogSumExp(ReadOnlySpan<T> logits, Span<T> destination);

    /// <summary>Finds the class with the largest logit: the first of equals, or the first NaN where there is one.</summary>
    /// <param name="logits">The logits z of one row, N.</param>
    /// <returns>The class, 0 to N - 1.</returns>
    static abstract int ArgMax(ReadOnlySpan<T> logits);

    /// <summary>Finds the class with the largest logit in each row: the first of equals, or the first NaN where there is one.</summary>
    /// <param name="logits">The logits z, R x N.</param>
    /// <param name="labels">Receives the class of each row, R.</param>
    static abstract void ArgMax(ReadOnlySpan<T> logits, Span<int> labels);

    /// <summary>Finds the k classes with the largest logits, best first; equals in the order of their class, NaN before all.</summary>
    /// <param name="logits">The logits z of one row, N.</param>
    /// <param name="labels">Receives the classes; its length is k, 0 to N.</param>
    static abstract void TopK(ReadOnlySpan<T> logits, Span<int> labels);

    /// <summary>Computes the loss C = -ln a_label of one row.</summary>
    /// <param name="logits">The logits z of one row, N.</param>
    /// <param name="label">The class, 0 to N - 1.</param>
    /// <returns>The loss, in nats.</returns>
    static abstract T CrossEntropy(ReadOnlySpan<T> logits, int label);

    /// <summary>Computes the losses C = -ln a_label of R rows and reduces them to one number.</summary>
    /// <param name="logits">The logits z, R x N.</param>
    /// <param name="labels">The class of each row, R.</param>
    /// <param name="reduction">The mean or the sum.</param>
    /// <returns>The reduced loss, in nats; 0 for no rows.</returns>
    static abstract T CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Reduction reduction = Reduction.Mean);

    /// <summary>Computes the losses C = -sum_i y_i ln a_i of R rows and reduces them to one number.</summary>
    /// <param name="logits">The logits z, R x N.</param>
    /// <param name="targets">The targets y, R x N; a row need not sum to 1.</param>
    /// <param name="reduction">The mean or the sum.</param>
    /// <returns>The reduced loss, in nats; 0 for no rows.</returns>
    static abstract T CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Reduction reduction = Reduction.Mean);

    /// <summary>Computes the loss C = -ln a_label of each row.</summary>
    /// <param name="logits">The logits z, R x N.</param>
    /// <param name="labels">The class of each row, R.</param>
    /// <param name="losses">Receives the loss of each row in nats, R.</param>
    static abstract void CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> losses);

    /// <summary>Computes the loss C = -sum_i y_i ln a_i of each row.</summary>
    /// <param name="logits">The logits z, R x N.</param>
    /// <param name="targets">The targets y, R x N; a row need not sum to 1.</param>
    /// <param name="losses">Receives the loss of each row in nats, R.</param>
    static abstract void CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> losses);

    /// <summary>Computes the loss C = -ln a_label of one row and its gradient dC/dz_i = a_i - (i = label).</summary>
    /// <param name="logits">The logits z of one row, N.</param>
    /// <param name="label">The class, 0 to N - 1.</param>
    /// <param name="gradient">Receives dC/dz, N.</param>
    /// <returns>The loss, in nats.</returns>
    static abstract T CrossEntropyGradient(ReadOnlySpan<T> logits, int label, Span<T> gradient);

    /// <summary>Computes the reduced loss C of R rows and labels, and its gradient.</summary>
    /// <param name="logits">The logits z, R x N.</param>
    /// <param name="labels">The class of each row, R.</param>
    /// <param name="gradient">Receives dC/dz, R x N.</param>
    /// <param name="reduction">The mean or the sum; the gradient is that of the reduced loss.</param>
    /// <returns>The reduced loss, in nats; 0 for no rows.</returns>
    static abstract T CrossEntropyGradient(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> gradient, Reduction reduction = Reduction.Mean);

    /// <summary>Computes the reduced loss C of R rows and targets, and its gradient a_i sum_j y_j - y_i.</summary>
    /// <param name="logits">The logits z, R x N.</param>
    /// <param name="targets">The targets y, R x N; a row need not sum to 1.</param>
    /// <param name="gradient">Receives dC/dz, R x N.</param>
    /// <param name="reduction">The mean or the sum; the gradient is that of the reduced loss.</param>
    /// <returns>The reduced loss, in nats; 0 for no rows.</returns>
    static abstract T CrossEntropyGradient(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> gradient, Reduction reduction = Reduction.Mean);

    /// <summary>Carries a gradient back through <see cref="Softmax"/>: p_i (g_i - sum_j g_j p_j) for each row.</summary>
    /// <remarks>
    /// Exact within 4 ulp of the larger of the result and a part of p_i sum_j abs(g_j) p_j, 2^-20 of it for float and 2^-32 for
    /// double: differences of gradients keep their digits where they all but cancel.
    /// </remarks>
    /// <param name="probabilities">The probabilities p that <see cref="Softmax"/> gave, R x N.</param>
    /// <param name="upstream">The gradient g with respect to them, R x N.</param>
    /// <param name="gradient">Receives the gradient with respect to the logits, R x N.</param>
    static abstract void SoftmaxBackward(ReadOnlySpan<T> probabilities, ReadOnlySpan<T> upstream, Span<T> gradient);

    /// <summary>Carries a gradient back through <see cref="LogSoftmax"/>: g_i - exp(l_i) sum_j g_j for each row.</summary>
    /// <remarks>
    /// Exact within 4 ulp of the largest of abs(g_i), exp(l_i) abs(sum_j g_j) and a part of exp(l_i) sum_j abs(g_j), 2^-20 of it for
    /// float and 2^-32 for double.
    /// </remarks>
    /// <param name="logProbabilities">The log-probabilities l that <see cref="LogSoftmax"/> gave, R x N.</param>
    /// <param name="upstream">The gradient g with respect to them, R x N.</param>
    /// <param name="gradient">Receives the gradient with respect to the logits, R x N.</param>
    static abstract void LogSoftmaxBackward(ReadOnlySpan<T> logProbabilities, ReadOnlySpan<T> upstream, Span<T> gradient);

    /// <summary>Computes the Jacobian da_j/dz_i = a_i ((i = j) - a_j) of one row.</summary>
    /// <param name="probabilities">The probabilities a of one row, N.</param>
    /// <param name="jacobian">Receives the Jacobian, N x N.</param>
    static abstract void Jacobian(ReadOnlySpan<T> probabilities, Span<T> jacobian);

    /// <summary>Computes the entropy -sum_i a_i ln a_i of one row.</summary>
    /// <param name="logits">The logits z of one row, N.</param>
    /// <returns>The entropy in nats, 0 to ln N rounded to the element type.</returns>
    static abstract T Entropy(ReadOnlySpan<T> logits);

    /// <summary>Predicts the most probable class, unless it is not probable enough.</summary>
    /// <param name="logits">The logits z of one row, N.</param>
    /// <param name="minimumProbability">The least probability at which the prediction counts.</param>
    /// <param name="label">The class with the largest logit, whether it counts or not.</param>
    /// <returns>Whether the class's probability, to the bit as <see cref="Softmax"/> gives it, is at least <paramref name="minimumProbability"/>; false where it is NaN.</returns>
    static abstract bool TryPredict(ReadOnlySpan<T> logits, T minimumProbability, out int label);
}
