using SoftmaxGen.Runtime;

namespace SoftmaxGen;

/// <summary>Fits the temperature of a trained classifier to rows that it was not trained on, so that its probabilities can be trusted.</summary>
/// <remarks>
/// Temperature scaling (C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, On Calibration of Modern Neural Networks, ICML 2017): the
/// probabilities are the softmax of z / T. A T above 1 makes a model less sure, a T below 1 more. Predicted classes stay the same.
/// </remarks>
public static class Calibration
{
    /// <summary>Finds the T > 0 for which the mean loss of the rows, mean_r (ln sum_j exp(z_rj / T) - z_rl / T) with l the label of row r, is smallest.</summary>
    /// <remarks>
    /// <para>
    /// The loss is plain cross-entropy; it is convex in 1 / T. Its minimum is where the mean of max_j z_rj - z_rl is that of
    /// sum_k p_rk (max_j z_rj - z_rk), which the model expects. It is found by Newton's method within a bracket, at the end in
    /// twice the precision of <see cref="double"/>.
    /// </para>
    /// <para>
    /// Accurate to within 1 ulp, for logits of any size, while T is below 2^40 times the largest difference of two logits of a row.
    /// Beyond, the labels are so close to chance that digits of T are lost.
    /// </para>
    /// <para>
    /// A logit of -infinity is a class with probability 0 at every temperature: it counts for nothing, and may not be a label.
    /// Nothing is allocated.
    /// </para>
    /// </remarks>
    /// <param name="logits">The logits z of rows that the model was not trained on, R x N numbers; R is at least 1.</param>
    /// <param name="classes">The class count N, at least 2.</param>
    /// <param name="labels">The class of each row, 0 to N - 1, R numbers.</param>
    /// <returns>The temperature T.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is less than 2.</exception>
    /// <exception cref="ArgumentException">The length of <paramref name="logits"/> is 0 or not a multiple of N.</exception>
    /// <exception cref="ArgumentException">The length of <paramref name="labels"/> is not the number of rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="labels"/> holds a number outside 0 to N - 1.</exception>
    /// <exception cref="ArgumentException"><paramref name="logits"/> holds a NaN or +infinity, or -infinity at a label.</exception>
    /// <exception cref="InvalidOperationException">
    /// There is no best temperature; the message says which it is. Constant rows: the logits of each row are equal, and the loss is
    /// the same for every T. Separable: no label's logit is below the largest of its row, and the loss falls all the way to T = 0.
    /// No better than chance: the labels' logits are on average not above the mean of their row, and the loss falls all the way to
    /// T = infinity. Or the best temperature is beyond the range of <see cref="double"/>.
    /// </exception>
    public static double FitTemperature(ReadOnlySpan<float> logits, int classes, ReadOnlySpan<int> labels) =>
        new TemperatureFit<float>(logits, classes, labels).Fit();

    /// <inheritdoc cref="FitTemperature(ReadOnlySpan{float}, int, ReadOnlySpan{int})"/>
    public static double FitTemperature(ReadOnlySpan<double> logits, int classes, ReadOnlySpan<int> labels) =>
        new TemperatureFit<double>(logits, classes, labels).Fit();
}
