using System.Globalization;
using System.Net;
using DistributedTraining;
using DistributedTraining.Training;

namespace SoftmaxGen.Samples.Tests.Distributed;

public sealed class SettingsTests
{
    private static readonly Settings Default =
        new("digits", 200_000, 64, 8, 20_000, 10, 1, 0.5f, 1, null, IPAddress.Loopback, 0, "checkpoint.json", IsResumed: false, 0);

    [Theory]
    [InlineData(200_000, 20_000, 10)]
    [InlineData(6000, 4000, 2)]
    [InlineData(6000, 4001, 1)]
    [InlineData(6000, 1714, 4)]
    [InlineData(100, 100_000_000, 1)]
    public void Steps_have_about_as_many_rows_as_a_batch(int rows, int batch, int steps) =>
        Assert.Equal(steps, (Default with { Rows = rows, Batch = batch }).StepCount);

    [Fact]
    public void Settings_without_a_mistake_have_none()
    {
        Assert.Null(Default.Mistake);
        Assert.Null((Default with { Rows = 64, Batch = 64 }).Mistake);
        Assert.Null((Default with { BlockSize = 65_536 }).Mistake);
        Assert.Null((Default with { Problem = "2048x1000", Rows = 64 * 1_048_574 }).Mistake);
    }

    [Fact]
    public void Mistakes_are_named()
    {
        Assert.Equal("--shards: expected at most as many as rows, 63, found 64", (Default with { Rows = 63 }).Mistake);
        Assert.Equal("--block: expected a power of two, found 12", (Default with { BlockSize = 12 }).Mistake);
        Assert.Equal("--batch: expected at least as many rows as shards, 64, found 63", (Default with { Batch = 63 }).Mistake);
        Assert.Equal(
            "--rows: expected at most 2097150 in 2 shards, found 2097152",
            (Default with { Problem = "2048x1000", Rows = 2_097_152, Shards = 2 }).Mistake);
    }

    /// <summary>The mean over no rows would be no number.</summary>
    [Fact]
    public void Settings_without_a_mistake_have_rows_in_each_step()
    {
        int checkedSteps = 0;
        for (int rows = 1; rows <= 40; rows++)
        {
            for (int shards = 1; shards <= rows; shards++)
            {
                for (int batch = 1; batch <= 41; batch++)
                {
                    Settings settings = Default with { Rows = rows, Shards = shards, Batch = batch };
                    for (int step = 0; settings.Mistake is null && step < settings.StepCount; step++)
                    {
                        checkedSteps++;
                        Assert.Contains(
                            Enumerable.Range(0, shards),
                            shard => RowRange.Part(RowRange.Part(rows, shard, shards).Count, step, settings.StepCount).Count > 0);
                    }
                }
            }
        }

        Assert.InRange(checkedSteps, 10_000, int.MaxValue);
    }

    [Fact]
    public void Training_has_all_that_the_bits_depend_on_and_nothing_else()
    {
        Settings[] others =
        [
            Default with { Problem = "784x10" }, Default with { Rows = 200_001 }, Default with { Shards = 63 },
            Default with { Batch = 20_001 }, Default with { Seed = 2 }, Default with { Rate = 0.50000006f },
        ];
        Settings same = Default with
        {
            BlockSize = 16,
            Epochs = 11,
            Silos = 2,
            Redis = new DnsEndPoint("localhost", 6379),
            Address = IPAddress.Any,
            Port = 1,
            CheckpointFile = "other",
            IsResumed = true,
            Delay = 1,
        };

        Assert.Distinct([Default.Training, .. others.Select(other => other.Training)]);
        Assert.Equal(Default.Training, same.Training);
    }

    [Fact]
    public void Training_is_the_same_in_every_culture()
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        string training = Default.Training, set = Default.Set.ToString();
        try
        {
            NumberFormatInfo format = new() { NegativeSign = "\u2212", NumberDecimalSeparator = ",", NumberGroupSeparator = "." };
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = format };
            Assert.Equal(training, Default.Training);
            Assert.Equal(set, Default.Set.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
