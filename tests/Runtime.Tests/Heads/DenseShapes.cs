namespace SoftmaxGen.Runtime.Tests.Heads;

/// <summary>Numbers of features and classes that tests of dense layers run over.</summary>
internal static class DenseShapes
{
    /// <summary>
    /// What every element type has a head for: fewer features than a vector of any width has lanes, whole vectors and tails of
    /// one and of all but one lane, sums of one level and of two, and tiles of two to five classes of which the last overlaps or not.
    /// </summary>
    public static readonly (int Features, int Classes)[] Heads =
    [
        (1, 2), (1, 3), (2, 3), (2, 7), (3, 2), (3, 10), (4, 3), (5, 4), (7, 17), (8, 5), (9, 2), (13, 3), (15, 6), (15, 37),
        (16, 10), (17, 7), (23, 9), (30, 2), (31, 16), (32, 33), (33, 5), (63, 4), (64, 10), (65, 100), (100, 37), (33, 130),
        (16, 1000), (512, 6), (784, 10), (1023, 5), (1024, 3), (1030, 9), (1100, 2), (2048, 4), (65536, 2), (3, 65536),
    ];

    /// <summary>The layer with the most weights that an attribute may ask for: more than a span can have.</summary>
    public static readonly (int Features, int Classes) Largest = (65536, 65536);

    /// <summary>Those with few weights, for tests that go through many calls.</summary>
    public static IEnumerable<(int Features, int Classes)> Small => Heads.Where(shape => shape.Features * shape.Classes <= 5000);

    /// <summary>One of each kind, for tests of what no number of features or classes changes.</summary>
    public static readonly (int Features, int Classes)[] Few = [(1, 2), (3, 10), (13, 3), (64, 10), (100, 37), (33, 130)];
}

/// <summary>Theory data: shapes of dense layers, and the names of members.</summary>
public static class DenseCases
{
    public static TheoryData<int, int> All => Cases(DenseShapes.Heads);

    /// <summary>All but the layer of 65536 classes, whose exact results take too long.</summary>
    public static TheoryData<int, int> AllButTheMostClasses => Cases(DenseShapes.Heads.Where(shape => shape.Classes <= 1000));

    public static TheoryData<int, int> Small => Cases(DenseShapes.Small);

    /// <summary>Every member, over a few shapes.</summary>
    public static TheoryData<int, int, string> Members => MemberCases(_ => true);

    public static TheoryData<int, int, string> WithTruth => MemberCases(member => member.TakesLabels || member.TakesTargets);

    // The description of a member does not depend on the element type.
    private static TheoryData<int, int, string> MemberCases(Func<DenseMember<float>, bool> wanted)
    {
        var cases = new TheoryData<int, int, string>();
        foreach ((int features, int classes) in DenseShapes.Few)
        {
            foreach (DenseMember<float> member in DenseMembers<float>.All.Where(wanted))
            {
                cases.Add(features, classes, member.Name);
            }
        }

        return cases;
    }

    private static TheoryData<int, int> Cases(IEnumerable<(int Features, int Classes)> shapes)
    {
        var cases = new TheoryData<int, int>();
        foreach ((int features, int classes) in shapes)
        {
            cases.Add(features, classes);
        }

        return cases;
    }
}
