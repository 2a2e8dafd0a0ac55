using System.Diagnostics;

namespace SoftmaxGen;

/// <summary>
/// Turns a <see langword="partial"/> type into a softmax head: the generator adds softmax, log-softmax, log-sum-exp,
/// cross-entropy and their gradients as <see langword="static"/> methods, unrolled and vectorised for this class count
/// and element type.
/// </summary>
/// <remarks>
/// <para>The target is a class, struct, record or record struct, static or not, nested or not; each type that contains
/// it is <see langword="partial"/> too. A type that is not static also implements <c>ISoftmaxHead&lt;T&gt;</c>.</para>
/// <para>With logits z the head computes a_i = exp(z_i) / sum_k exp(z_k), the loss C = -sum_i y_i ln a_i, and the gradient
/// dC/dz_i = a_i sum_j y_j - y_i.</para>
/// </remarks>
/// <example>
/// <code>
/// [SoftmaxHead(classes: 10)]
/// public static partial class DigitHead;
///
/// DigitHead.Softmax(logits, probabilities);
/// float loss = DigitHead.CrossEntropyGradient(logits, label, gradient);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = false, Inherited = false)]
// The attribute speaks to the compiler only: the assembly that carries a head does not need it at run time.
[Conditional("SOFTMAXGEN_KEEP_ATTRIBUTES")]
public sealed class SoftmaxHeadAttribute : Attribute
{
    /// <summary>Declares a head over <paramref name="classes"/> classes.</summary>
    /// <param name="classes">The class count N, from 2 to 65536.</param>
    public SoftmaxHeadAttribute(int classes) => Classes = classes;

    /// <summary>Gets the class count N.</summary>
    public int Classes { get; }

    /// <summary>
    /// Gets or sets the type of logits, probabilities and losses: <c>typeof(float)</c>, the default, or
    /// <c>typeof(double)</c>.
    /// </summary>
    public Type Element { get; set; } = typeof(float);

    /// <summary>Gets or sets the feature count F, 1 to 65536: the head then also has a dense layer z = W x + b.</summary>
    public int Features { get; set; }
}
