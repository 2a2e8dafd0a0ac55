using System.Globalization;
using FlowerClassifier;

namespace SoftmaxGen.Samples.Tests;

public sealed class FlowerProgramTests
{
    private static readonly string DataFile = Path.Combine(AppContext.BaseDirectory, "data", "iris.csv");

    /// <summary>The numbers of samples/FlowerClassifier/README.md.</summary>
    [Theory]
    [InlineData(0, "0 of 150 rejected; 145 of the other 150 are right")]
    [InlineData(0.6, "12 of 150 rejected; 137 of the other 138 are right")]
    [InlineData(0.65, "13 of 150 rejected; 137 of the other 137 are right")]
    [InlineData(0.9, "67 of 150 rejected; 83 of the other 83 are right")]
    [InlineData(1, "150 of 150 rejected; 0 of the other 0 are right")]
    public void Run_counts_what_it_rejects_and_what_is_right(double minimum, string counts) =>
        Assert.Equal(counts, Run((float)minimum)[^1]);

    [Fact]
    public void Run_prints_a_species_for_each_flower()
    {
        string[] lines = Run(0.6f), truths = [.. File.ReadLines(DataFile).Skip(1).Select(line => Enum.GetName((Species)(line[^1] - '0'))!)];

        Assert.Equal(151, lines.Length);
        Assert.All(lines[..^1].Zip(truths), pair =>
            Assert.Matches($"^({pair.Second}[?]?|(?!{pair.Second})(Setosa|Versicolor|Virginica)[?]? - it is {pair.Second})$", pair.First));
        Assert.Equal(12, lines[..^1].Count(line => line.Contains('?', StringComparison.Ordinal)));
        Assert.Equal(5, lines[..^1].Count(line => line.Contains(" - it is ", StringComparison.Ordinal)));
        Assert.Equal(["Virginica", "Virginica?", "12 of 150 rejected; 137 of the other 138 are right"], lines[^3..]);
    }

    /// <summary>The names in the first line of the data are those of the enum, in the same order.</summary>
    [Fact]
    public void Species_are_those_of_the_data() =>
        Assert.Equal(
            File.ReadLines(DataFile).First().Split(',')[2..],
            Enum.GetNames<Species>().Select(name => char.ToLowerInvariant(name[0]) + name[1..]));

    private static string[] Run(float minimumProbability)
    {
        using StringWriter output = new(CultureInfo.InvariantCulture);
        Program.Run(DataFile, minimumProbability, output);
        return output.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
    }
}
