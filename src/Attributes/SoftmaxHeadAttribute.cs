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

    /// <summary>
    /// Gets or sets the feature count F, from 1 to 65536, which gives the head a dense layer z = W x + b in front of its
    /// softmax. A head that does not set it has none, unless <see cref="Weights"/> says how many features there are.
    /// </summary>
    public int Features { get; set; }

    /// <summary>
    /// Gets or sets the name of a CSV file with the weights and biases of a trained classifier, which are compiled into
    /// the assembly.
    /// </summary>
    /// <remarks>
    /// <para>The file is one of the project's additional files:
    /// <c>&lt;AdditionalFiles Include="models/digits.csv" /&gt;</c>. The name is that of the file, or the end of its path
    /// where the name alone fits several: <c>digits.csv</c> or <c>models/digits.csv</c>. Folders are whole names,
    /// separated by <c>/</c> or <c>\</c>. Upper and lower case differ on every operating system, so that a project that
    /// builds on one builds on all.</para>
    /// <para>The file has N lines, one for each class, of F + 1 numbers: the weights of the class, then its bias. A file
    /// for two classes may have one line instead, the form of logistic regression: class 0 has zeros, and the line is
    /// class 1. Commas separate the numbers, and spaces around them do not matter. A number is written as in
    /// <c>-1.5e-3</c>, with a point in every culture, and is rounded once, to the nearest number of the element type.
    /// Empty lines are skipped, and so are those that start with <c>#</c>. A file has at most 4194304 weights.</para>
    /// <para><see cref="Features"/> may be left out. If it is set, the file must have as many.</para>
    /// </remarks>
    public string? Weights { get; set; }
}
