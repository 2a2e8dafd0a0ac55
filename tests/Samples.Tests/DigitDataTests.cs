using DigitClassifier;

namespace SoftmaxGen.Samples.Tests;

public sealed class DigitDataTests
{
    private static readonly DigitData Digits = DigitFile.Load(CommandLine.DefaultDataFile);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1998)]
    public void Split_gives_a_fifth_of_each_class_to_the_test(int seed)
    {
        (DigitData training, DigitData test) = Digits.Split(seed);

        for (int label = 0; label < 10; label++)
        {
            int all = Digits.Labels.Count(label);
            Assert.Equal((int)Math.Round(all / 5.0), test.Labels.Count(label));
            Assert.Equal(all - test.Labels.Count(label), training.Labels.Count(label));
        }
    }

    [Fact]
    public void Split_puts_each_row_on_one_side_with_its_label()
    {
        (DigitData training, DigitData test) = Digits.Split(1);

        IEnumerable<string> both = Describe(training).Concat(Describe(test));
        Assert.Equal(Describe(Digits).Order(StringComparer.Ordinal), both.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Split_of_the_same_seed_is_the_same()
    {
        (DigitData firstTraining, DigitData firstTest) = Digits.Split(7);
        (DigitData secondTraining, DigitData secondTest) = Digits.Split(7);

        Assert.Equal(Describe(firstTraining), Describe(secondTraining));
        Assert.Equal(Describe(firstTest), Describe(secondTest));
    }

    [Fact]
    public void Split_of_another_seed_is_another() =>
        Assert.NotEqual(Describe(Digits.Split(7).Test), Describe(Digits.Split(8).Test));

    [Fact]
    public void Split_of_the_fewest_rows_leaves_one_of_each_class()
    {
        DigitData data = DigitFile.Parse(new StringReader(DigitText.Join(DigitText.Rows(50))), "digits.csv");

        Assert.Equal(Enumerable.Range(0, 10), data.Split(1).Test.Labels.ToArray().Order());
    }

    private static List<string> Describe(DigitData data) =>
        [.. Enumerable.Range(0, data.Count).Select(row => $"{string.Join(' ', data.Row(row).ToArray())} {data.Labels[row]}")];
}
