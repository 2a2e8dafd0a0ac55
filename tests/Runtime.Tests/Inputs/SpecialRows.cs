namespace SoftmaxGen.Runtime.Tests.Inputs;

/// <summary>Where special values are put.</summary>
internal static class SpecialRows
{
    /// <summary>Every position of a short row; of a longer one those around the vectors' ends.</summary>
    public static IEnumerable<int> Positions(int classes) => classes <= 33
        ? Enumerable.Range(0, classes)
        : new[] { 0, 1, 7, 8, 15, 16, 31, 32, 63, classes / 2, classes - 17, classes - 9, classes - 8, classes - 2, classes - 1 }.Where(i => i < classes).Distinct().Order();
}
