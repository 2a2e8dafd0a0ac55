using DigitClassifier;

namespace SoftmaxGen.Samples.Tests;

public sealed class DigitDataTests
{
    private static readonly DigitData Digits = DigitFile.Load(CommandLine.DefaultDataFile);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1998)]
    public void A_fifth_of_each_class_is_for_the_test(int seed)
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
    public void Each_row_is_on_one_side_with_its_label()
    {
        (DigitData training, DigitData test) = Digits.Split(1);

        IEnumerable<string> both = Describe(training).Concat(Describe(test));
        Assert.Equal(Describe(Digits).Order(StringComparer.Ordinal), both.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_same_seed_gives_the_same_split()
    {
        (DigitData firstTraining, DigitData firstTest) = Digits.Split(7);
        (DigitData secondTraining, DigitData secondTest) = Digits.Split(7);

        Assert.Equal(Describe(firstTraining), Describe(secondTraining));
        Assert.Equal(Describe(firstTest), Describe(secondTest));
    }

    [Fact]
    public void Another_seed_gives_another_split() =>
        Assert.NotEqual(Describe(Digits.Split(7).Test), Describe(Digits.Split(8).Test));

    [Fact]
    public void The_fewest_rows_that_a_file_may_have_leave_one_of_each_class_for_the_test()
    {
        DigitData data = DigitFile.Parse(new StringReader(DigitText.Join(DigitText.Rows(50))), "digits.csv");

        Assert.Equal(Enumerable.Range(0, 10), data.Split(1).Test.Labels.ToArray().Order());
    }

    private static List<string> Describe(DigitData data) =>
        [.. Enumerable.Range(0, data.Count).Select(row => $"{string.Join(' ', data.Row(row).ToArray())} {data.Labels[row]}")];
}
