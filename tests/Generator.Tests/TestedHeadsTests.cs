using System.Text.RegularExpressions;
using SoftmaxGen.Generator.Emission;
using SoftmaxGen.Generator.Model;
using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Runtime.Tests.Heads;
using Xunit;

namespace SoftmaxGen.Generator.Tests;

/// <summary>The tests of the numbers have heads of some class counts: these stand for all.</summary>
[Trait(TestCategory.Name, TestCategory.Slow)]
public partial class TestedHeadsTests
{
    // Every number of vectors and every tail, several times over, and the ends of what is promised and of what is possible.
    private static readonly int[] OtherClassCounts =
        [.. Enumerable.Range(193, 328), .. Enumerable.Range(4096 - 64, 128), .. Enumerable.Range(65536 - 64, 64)];

    [Theory]
    [InlineData("Single")]
    [InlineData("Double")]
    public void Code_of_any_head_is_that_of_a_tested_one(string name)
    {
        ElementInfo element = ElementInfo.All.Single(one => one.Prefix == name);
        HashSet<string> tested = [.. ClassCounts.Heads.Select(classes => CodeWithoutNumbers(classes, element))];

        Assert.All(OtherClassCounts, classes => Assert.True(
            tested.Contains(CodeWithoutNumbers(classes, element)),
            $"No tested head has the code of {classes} classes."));
    }

    private static string CodeWithoutNumbers(int classes, ElementInfo element)
    {
        string code = HeadEmitter.Emit(HeadPlanner.Plan(new([TestHeads.Spec(classes, element)])));
        return NumberOrComment().Replace(code, "");
    }

    // A digit of a name is no number: Vector256 and a lane's third term stay what they are.
    [GeneratedRegex(@"//.*|(?<!\w)\d[\d_.]*")]
    private static partial Regex NumberOrComment();
}
