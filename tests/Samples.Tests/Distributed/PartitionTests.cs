using DistributedTraining.Training;

namespace SoftmaxGen.Samples.Tests.Distributed;

/// <summary>How rows are cut into shards and steps, and shards into blocks.</summary>
public sealed class PartitionTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 7)]
    [InlineData(0, 3)]
    [InlineData(64, 64)]
    [InlineData(6000, 64)]
    [InlineData(6000, 13)]
    [InlineData(63, 64)]
    [InlineData(6_000_000_000, 65_536)]
    public void Parts_follow_each_other_and_differ_by_one_row_at_most(long count, int parts)
    {
        long end = 0;
        for (int index = 0; index < parts; index++)
        {
            RowRange part = RowRange.Part(count, index, parts);
            Assert.Equal(end, part.Start);
            Assert.InRange(part.Count, count / parts, (count + parts - 1) / parts);
            end = part.End;
        }

        Assert.Equal(count, end);
    }

    [Fact]
    public void Count_of_more_rows_than_an_array_has_room_for_throws() =>
        Assert.Throws<OverflowException>(() => RowRange.Part(6_000_000_000, 0, 2).Count);

    [Fact]
    public void Blocks_have_each_shard_once()
    {
        for (int shards = 1; shards <= 70; shards++)
        {
            TrainingSet set = new("digits", 1, 70, shards);
            for (int level = 0; level <= 7; level++)
            {
                Block[] blocks = Block.All(set, level);

                Assert.Equal(Enumerable.Range(0, shards), blocks.SelectMany(block => Enumerable.Range(block.FirstShard, block.ShardCount)));
                Assert.All(blocks[..^1], block => Assert.Equal(1 << level, block.ShardCount));
                Assert.InRange(blocks[^1].ShardCount, 1, 1 << level);
            }
        }
    }

    /// <summary>The largest that the command line takes: shifts of so many bits must not run over.</summary>
    [Fact]
    public void Blocks_of_the_most_shards_have_each_once()
    {
        TrainingSet set = new("digits", 1, 100_000_000, 65_536);

        Assert.Equal((0, 65_536), Assert.Single(Block.All(set, 16).Select(block => (block.FirstShard, block.ShardCount))));
        Assert.Equal((65_535, 1), Block.All(set, 0).Select(block => (block.FirstShard, block.ShardCount)).Last());
    }

    [Fact]
    public void Parse_reads_what_was_written()
    {
        TrainingSet set = new("2048x1000", int.MaxValue, 6_000_000_000, 65_536);
        Assert.Equal(set, TrainingSet.Parse(set.ToString()));

        foreach (Block block in Block.All(set with { Shards = 100 }, 3))
            Assert.Equal(block, Block.Parse(block.ToString()));
    }
}
