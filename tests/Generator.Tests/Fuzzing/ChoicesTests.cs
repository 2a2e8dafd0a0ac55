using Xunit;

namespace SoftmaxGen.Generator.Tests.Fuzzing;

public class ChoicesTests
{
    [Fact]
    public void Choices_of_one_seed_or_of_those_it_made_are_the_same()
    {
        Choices first = new(7);
        int[] made = [.. Enumerable.Range(2, 50).Select(first.Next)];

        Assert.Equal(made, first.Made);
        Assert.Equal(made, Enumerable.Range(2, 50).Select(new Choices(7).Next));
        Assert.Equal(made, Enumerable.Range(2, 50).Select(new Choices(made).Next));
        Assert.NotEqual(made, Enumerable.Range(2, 50).Select(new Choices(8).Next));
    }

    [Fact]
    public void Choices_that_run_out_or_are_too_high_are_in_range()
    {
        Choices choices = new([9, 1]);

        Assert.Equal("c", choices.Pick("a", "b", "c"));
        Assert.Equal(1, choices.Next(2));
        Assert.Equal(0, choices.Next(5));
        Assert.False(choices.Chance(99));
        Assert.Equal([2, 1, 0, 0], choices.Made);
    }

    [Fact]
    public async Task Shrink_leaves_what_it_takes_to_fail()
    {
        // Fails where a choice above 4 comes before a 2.
        static Task<bool> FailsAsync(IReadOnlyList<int> choices) =>
            Task.FromResult(choices.Any(choice => choice > 4) && choices.SkipWhile(choice => choice <= 4).Contains(2));

        Assert.Equal([5, 2], await Choices.ShrinkAsync([1, 0, 7, 3, 9, 9, 2, 4, 2, 0], FailsAsync));
    }

    [Theory]
    [InlineData(Verdict.Valid)]
    [InlineData(Verdict.Invalid)]
    [InlineData(Verdict.Broken)]
    public void Build_gives_various_inputs_and_the_same_for_a_seed(Verdict verdict)
    {
        string[] inputs = [.. Enumerable.Range(0, 200).Select(seed => DeclarationBuilder.Build(new Choices(seed), verdict).ToString())];

        Assert.Equal(inputs, Enumerable.Range(0, 200).Select(seed => DeclarationBuilder.Build(new Choices(seed), verdict).ToString()));
        Assert.True(inputs.Distinct().Count() >= 180);
    }
}
