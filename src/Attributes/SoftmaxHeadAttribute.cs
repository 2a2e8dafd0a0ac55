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
/// <para>With options, in any combination, the loss of a row is C = sum_i q_i w_i (1 - a_i)^g (-ln a_i), where a is taken
/// of z / <see cref="Temperature"/>, w are the <see cref="ClassWeights"/> and g is <see cref="FocalGamma"/>. The target is
/// q_i = (1 - e) y_i + e / N with the <see cref="LabelSmoothing"/> e. Gradients are the exact derivatives of that.</para>
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

    /// <summary>Declares a head whose classes have the names of an enumeration.</summary>
    /// <param name="labels">
    /// The enumeration: <c>typeof(Species)</c>. The values of its members are exactly 0 to N - 1, in any order, with N from
    /// 2 to 65536. It has no <see cref="FlagsAttribute"/>, and is at least as accessible as the head's members.
    /// </param>
    /// <remarks>
    /// Members of the head that take a label also take it as a value of the enumeration. <c>ArgMaxLabel</c> and an overload
    /// of <c>TryPredict</c> return one, as does <c>PredictLabel</c> with a dense layer. <c>LabelName</c> gives the name of
    /// a class, without reflection.
    /// </remarks>
    public SoftmaxHeadAttribute(Type labels)
    {
        Labels = labels;
        Classes = Enum.GetNames(labels).Length;
    }

    /// <summary>Gets the class count N.</summary>
    public int Classes { get; }

    /// <summary>Gets the enumeration that names the classes; <see langword="null"/> for none.</summary>
    public Type? Labels { get; }

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

    /// <summary>
    /// Gets or sets the temperature T: every member works on z / T, and gradients are with respect to z. The default, 1,
    /// changes nothing.
    /// </summary>
    /// <remarks>
    /// A number above 1 makes probabilities more even, one below 1 makes them surer; the best class stays. T is at least
    /// the smallest normal number of the element type and at most its largest finite one: 1.17549435e-38 to 3.40282347e+38
    /// for <c>float</c>, 2.2250738585072014e-308 to 1.7976931348623157e+308 for <c>double</c>. T is not rounded to the
    /// element type, and neither is z / T.
    /// </remarks>
    public double Temperature { get; set; } = 1;

    /// <summary>
    /// Gets or sets the label smoothing e, at least 0 and less than 1: the target of a row with the label y is
    /// q_i = (1 - e) [i = y] + e / N, and with targets t it is q_i = (1 - e) t_i + e / N. The default, 0, changes nothing.
    /// </summary>
    public double LabelSmoothing { get; set; }

    /// <summary>
    /// Gets or sets the weights w of the classes, N numbers: the loss of class i counts w_i times. The default,
    /// <see langword="null"/>, is a weight of 1 for each.
    /// </summary>
    /// <remarks>
    /// Weights are finite numbers of the element type and at least 0, and at least one is more. The mean loss of rows with
    /// labels is divided by the sum of the weights of their labels; that of rows with targets by the number of rows.
    /// </remarks>
    public double[]? ClassWeights { get; set; }

    /// <summary>
    /// Gets or sets the label of rows that count for nothing: their loss and their gradient are 0, whatever their logits
    /// hold, and a mean is not divided by them. A head that does not set it ignores no row.
    /// </summary>
    /// <remarks>
    /// It may be any number, -100 for instance. One from 0 to N - 1 is a class that is not trained. Targets are not concerned.
    /// </remarks>
    public int IgnoreLabel { get; set; }

    /// <summary>
    /// Gets or sets the exponent g of the focal loss, a multiple of 0.5 from 0 to 8: the loss of a label y is
    /// (1 - a_y)^g (-ln a_y), which gives rows that the model is sure of less weight. The default, 0, changes nothing.
    /// </summary>
    public double FocalGamma { get; set; }
}
