namespace SoftmaxGen.Runtime;

/// <summary>The focal loss (1 - p)^g l of a label with the probability p and the plain loss l = -ln p, and the factor of its gradient.</summary>
/// <remarks>
/// <para>Lin, Goyal, Girshick, He and Dollar, Focal Loss for Dense Object Detection, ICCV 2017. The gradient of the focal loss is
/// that of the plain one times (1 - p)^(g - 1) ((1 - p) + g p l): all of these are positive, and nothing cancels.</para>
/// <para>1 - p is the sum of the other classes' terms divided by the sum of all. A power multiplies its error by g. So terms have a
/// second part, what the exponential has rounded away, and powers are taken in double for floats, and in two doubles for doubles. g
/// is a multiple of a half: a power is a product of squares, and one square root at most.</para>
/// <para>Where p is exactly 1, loss and factor are 0. Vectors give the same bits as single numbers.</para>
/// </remarks>
internal static partial class Focal
{
}
