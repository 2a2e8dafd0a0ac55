using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis.Text;
using SoftmaxGen.Generator.Model;
using SoftmaxGen.Generator.Parsing;
using Xunit;

namespace SoftmaxGen.Generator.Tests;

/// <summary>Files of weights that are as they should be, and how they are found.</summary>
public class WeightsParserTests
{
    [Theory]
    [InlineData("1,2,3\n4,5,6\n")]
    [InlineData("1,2,3\r\n4,5,6")]
    [InlineData("1,2,3\r4,5,6\r")]
    [InlineData("\uFEFF1,2,3\n4,5,6")]
    [InlineData("\n# w0, w1, bias\n 1 ,\t2,3 \n\n   # class 1\n4,5, 6\n#")]
    [InlineData("+1.0,2.,3e0\n.4e1,50e-1,0000006")]
    public void Each_form_of_a_file_gives_its_numbers(string file)
    {
        foreach (int? features in (int?[])[null, 2])
        {
            WeightsSpec weights = Parse(file, classes: 2, features);

            Assert.Equal([1, 2, 4, 5], Floats(weights.Weights));
            Assert.Equal([3, 6], Floats(weights.Bias));
            Assert.Equal((2, 2, false), (weights.Classes, weights.Features, weights.IsLogistic));
        }
    }

    [Fact]
    public void One_line_for_two_classes_is_the_logistic_form()
    {
        WeightsSpec weights = Parse("# positive\n1.5,-2.5,0.5\n", classes: 2);

        Assert.Equal([0, 0, 1.5f, -2.5f], Floats(weights.Weights));
        Assert.Equal([0, 0.5f], Floats(weights.Bias));
        Assert.Equal((2, 2, true), (weights.Classes, weights.Features, weights.IsLogistic));
        Assert.Equal(("-2.5", "1.5"), (weights.Minimum, weights.Maximum));
    }

    [Fact]
    public void Numbers_are_rounded_once_to_the_element_type()
    {
        // Rounded to double first, this is a half between two floats, and goes to the even one.
        const string File = "1.00000017881393432617187499,-0\n0.1,2\n0,0";

        WeightsSpec single = Parse(File, classes: 3), number = Parse(File, classes: 3, element: ElementInfo.Double);

        Assert.Equal([0x3F800001UL, 0x3DCCCCCD, 0], single.Weights);
        Assert.Equal([0x80000000, 0x40000000, 0], single.Bias);
        Assert.Equal([0x3FF0000030000000UL, 0x3FB999999999999A, 0], number.Weights);
        Assert.Equal([0x8000000000000000, 0x4000000000000000, 0], number.Bias);
    }

    [Fact]
    public void Smallest_and_largest_number_are_shown_as_the_file_has_them()
    {
        WeightsSpec weights = Parse("0,-1.50,7e-1\n+7.0E-1,-1.5,0", classes: 2);

        Assert.Equal(("-1.50", "7e-1"), (weights.Minimum, weights.Maximum));
        Assert.Equal(("-0", "0"), (Parse("0,-0\n0,0", classes: 2).Minimum, Parse("-0,0\n-0,-0", classes: 2).Maximum));
        Assert.Equal(203, Parse($"{new string('0', 500)},1\n2,3", classes: 2).Minimum.Length);
    }

    [Fact]
    public void Checksum_is_that_of_the_file()
    {
        const string File = "# é 漢 \U0001F600\r\n1,2\n3,4\r\n";

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(File))), Parse(File, classes: 2).Checksum);
    }

    [Fact]
    public void Weights_are_equal_if_their_text_and_their_type_are()
    {
        const string File = "1,2\n3,4\n";
        WeightsSpec weights = Parse(File, classes: 2);

        Assert.Equal(weights, Parse(File, classes: 2));
        Assert.Equal(weights.GetHashCode(), Parse(File, classes: 2).GetHashCode());
        Assert.NotEqual(weights, Parse(File + "#", classes: 2));
        Assert.NotEqual(weights, Parse(File, classes: 2, element: ElementInfo.Double));
        Assert.NotEqual(weights, Parse(File, classes: 2, path: "other.csv"));
    }

    [Fact]
    public void Largest_file_is_accepted()
    {
        string line = string.Join(',', Enumerable.Repeat("0.125", 65537));

        WeightsSpec weights = Parse(string.Concat(Enumerable.Repeat(line + "\n", 64)), classes: 64);

        Assert.Equal(WeightsParser.MaximumWeights, weights.Weights.Count);
        Assert.All(weights.Bias, bias => Assert.Equal(0x3E000000UL, bias));
    }

    [Theory]
    [InlineData("w.csv")]
    [InlineData("models/w.csv")]
    [InlineData("models\\w.csv")]
    [InlineData("./models/w.csv")]
    [InlineData("../src/models/w.csv")]
    [InlineData("/home/me/src/models/w.csv")]
    [InlineData("src/other/../models//w.csv")]
    public void File_is_found_by_the_end_of_its_path(string name)
    {
        string[] paths = ["/home/me/src/models/w.csv", "/home/me/src/models/ww.csv", "/home/me/src/models/w.csv.bak", "/home/me/w.csv/readme", "/home/me/src/models/W.csv"];
        string[] windows = [.. paths.Select(path => "C:" + path.Replace('/', '\\'))];

        Assert.Equal(paths[0], Find(name, [.. paths, paths[0]]).Path);
        if (name[0] != '/')
            Assert.Equal(windows[0], Find(name, windows).Path);
        Assert.Equal("/home/me/src/x/../models/w.csv", Find(name, ["/home/me/src/x/../models/w.csv"]).Path);
    }

    [Fact]
    public void Longer_name_tells_files_apart()
    {
        string[] paths = ["/p/b/w.csv", "/p/a/w.csv", "/p/ab/w.csv"];

        Assert.Equal("/p/a/w.csv", Find("a/w.csv", paths).Path);
        Assert.Equal("/p/b/w.csv", Find("p/b/w.csv", paths).Path);
        Assert.Equal(["w.csv", "/p/a/w.csv", "/p/ab/w.csv"], Find("w.csv", paths).Error!.Arguments);
    }

    [Fact]
    public void Head_takes_its_feature_count_from_the_file()
    {
        GeneratorRun run = GeneratorHarness.Run(
            new ProjectOptions { AdditionalFiles = [new AdditionalFile("/p/w.csv", "1,2,3\n4,5,6")] },
            """
            using SoftmaxGen;
            [SoftmaxHead(2)] partial class A;
            [SoftmaxHead(2, Features = 65536)] partial class B;
            [SoftmaxHead(2, Features = 1, Weights = null)] partial class C;
            [SoftmaxHead(2, Weights = "w.csv")] partial class D;
            [SoftmaxHead(2, Weights = @"p\w.csv", Features = 2, Element = typeof(double))] partial class E;
            """);

        Assert.Equal([null, 65536, 1, 2, 2], run.Heads.Select(head => head.Features));
        Assert.Equal([null, null, null, "float", "double"], run.Heads.Select(head => head.Weights?.Element.Keyword));
    }

    private static WeightsMatch Find(string name, IEnumerable<string> paths) => WeightsFiles.Find(new WeightsRequest(name, 2, null, ElementInfo.Single), paths);

    private static float[] Floats(IEnumerable<ulong> bits) => [.. bits.Select(number => BitConverter.UInt32BitsToSingle((uint)number))];

    private static WeightsSpec Parse(string file, int classes, int? features = null, ElementInfo? element = null, string path = "/p/w.csv")
    {
        WeightsResult result = WeightsParser.Parse(SourceText.From(file), path, new WeightsRequest("w.csv", classes, features, element ?? ElementInfo.Single), CancellationToken.None);
        Assert.Empty(result.Errors);
        return result.Weights!;
    }
}
