using DistributedTraining.Costs;
using DistributedTraining.Training;

namespace SoftmaxGen.Samples.Tests.Distributed;

public sealed class StepCostTests
{
    // Eight blocks of 100 numbers. All powers of two, so that sums are exact.
    private static readonly StepCost Cost = new(
        Silos: 2, Blocks: 8, Parameters: 100, Compute: 64, Within: 0.5, Latency: 2, Call: 0.25, Out: 0.125, Back: 0.0625, Update: 1);

    [Theory]
    [InlineData(1, 64 + (8 * 0.5) + 1)]
    [InlineData(2, 32 + (4 * 0.5) + 2 + (4 * 0.4375) + 1)]
    [InlineData(8, 8 + 0.5 + 2 + (7 * 0.4375) + 1)]
    [InlineData(64, 1 + 0.5 + 2 + (63 * 0.4375) + 1)]
    public void Step_is_the_sum_of_its_parts(int silos, double expected) => Assert.Equal(expected, Cost.Step(silos));

    [Fact]
    public void Messages_have_the_bytes_of_floats_out_and_of_doubles_back()
    {
        Assert.Equal(400, Cost.BytesOut);
        Assert.Equal(808, Cost.BytesBack);
    }

    /// <summary>With so many rows, the silos are just as many times as fast as one: the computing alone follows the rows.</summary>
    [Theory]
    [InlineData(64, 1)]
    [InlineData(64, 20)]
    [InlineData(64, 32)]
    [InlineData(16, 8)]
    public void RowsFor_is_where_the_speedup_is_reached(int silos, double speedup)
    {
        double rows = Cost.RowsFor(silos, speedup);
        StepCost scaled = Cost with { Compute = rows * Cost.Compute };

        Assert.InRange(rows, double.Epsilon, double.MaxValue);
        Assert.Equal(speedup, scaled.Step(1) / scaled.Step(silos), 1e-12);
    }

    [Fact]
    public void RowsFor_is_nothing_where_silos_pay_without_rows() => Assert.Equal(0, (Cost with { Latency = 0 }).RowsFor(2, 1));

    [Theory]
    [InlineData(new double[] { 3 }, 3)]
    [InlineData(new double[] { 900, 1, 2 }, 2)]
    [InlineData(new double[] { 4, 1, 3, 2 }, 3)]
    public void Median_is_in_the_middle(double[] times, double expected) => Assert.Equal(expected, StepTimes.Median([.. times]));
}
