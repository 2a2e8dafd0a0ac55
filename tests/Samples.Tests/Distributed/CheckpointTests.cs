using System.Text.Json.Nodes;
using DigitClassifier;
using DistributedTraining.Training;

namespace SoftmaxGen.Samples.Tests.Distributed;

public sealed class CheckpointTests : IDisposable
{
    private const string Settings = "--rows 100 --rate 0.5";

    private readonly string _directory = Directory.CreateTempSubdirectory("SoftmaxGen.Samples.Tests.").FullName;
    private readonly string _path;

    public CheckpointTests() => _path = Path.Combine(_directory, "checkpoint.json");

    private static TrainingState State => new(
        2,
        [0.1 + 0.2, double.Epsilon],
        [0.1, -0.0, double.Epsilon, double.MaxValue, double.NegativeInfinity],
        [-1.0 / 3, BitConverter.UInt64BitsToDouble(0x7FF8_0000_DEAD_BEEF), BitConverter.UInt64BitsToDouble(0xFFF4_0000_0000_0001), 0, 1]);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Load_gives_back_each_bit()
    {
        TrainingState expected = State;
        Checkpoint.Save(_path, Settings, expected);

        TrainingState actual = Load();

        Assert.Equal(expected.Epoch, actual.Epoch);
        Assert.Equal(Bits(expected.Losses), Bits(actual.Losses));
        Assert.Equal(Bits(expected.Parameters), Bits(actual.Parameters));
        Assert.Equal(Bits(expected.Velocity), Bits(actual.Velocity));
    }

    [Fact]
    public void Save_replaces_the_file_before_and_leaves_no_other()
    {
        Checkpoint.Save(_path, Settings, State);
        TrainingState later = State;
        later.Epoch++;
        later.Losses.Add(1);
        Checkpoint.Save(_path, Settings, later);

        Assert.Equal(3, Load().Epoch);
        Assert.Equal([_path], Directory.GetFileSystemEntries(_directory));
    }

    /// <summary>As where the process was killed while it wrote.</summary>
    [Fact]
    public void Save_takes_no_notice_of_an_unfinished_file()
    {
        File.WriteAllText(_path + ".new", new string('x', 10_000));

        Checkpoint.Save(_path, Settings, State);

        Assert.Equal(2, Load().Epoch);
    }

    [Fact]
    public void Checkpoint_of_other_settings_is_refused()
    {
        Checkpoint.Save(_path, "--rows 200 --rate 0.5", State);

        Assert.Equal($"{_path}: this is a checkpoint of --rows 200 --rate 0.5, not of {Settings}", Message(() => Load()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("digits")]
    [InlineData("\0\0\0\0")]
    [InlineData("""{"Settings":"--rows 100 --rate 0.5","Epoch":0,"Losses":[],"Parameters":"%","Velocity":""}""")]
    public void File_that_is_no_checkpoint_is_refused(string text)
    {
        File.WriteAllText(_path, text);

        Assert.Equal($"{_path}: this is not a checkpoint", Message(() => Load()));
    }

    [Fact]
    public void Checkpoint_without_its_end_is_refused()
    {
        Checkpoint.Save(_path, Settings, State);
        byte[] bytes = File.ReadAllBytes(_path);

        for (int length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(_path, bytes[..length]);
            Assert.Equal($"{_path}: this is not a checkpoint", Message(() => Load()));
        }
    }

    /// <summary>Numbers that would run over, or be left out, in the middle of training.</summary>
    [Theory]
    [InlineData("Parameters", "\"AAAAAAAA8D8=\"")]
    [InlineData("Velocity", "\"AAAAAAAA8D8=\"")]
    [InlineData("Velocity", "\"\"")]
    [InlineData("Parameters", null)]
    [InlineData("Losses", "[1]")]
    [InlineData("Losses", null)]
    [InlineData("Epoch", "-1")]
    [InlineData("Epoch", "3")]
    [InlineData("Epoch", "\"two\"")]
    public void Checkpoint_with_parts_that_do_not_fit_is_refused(string part, string? json)
    {
        Checkpoint.Save(_path, Settings, State);
        JsonNode checkpoint = JsonNode.Parse(File.ReadAllText(_path))!;
        Assert.NotNull(checkpoint[part]);
        checkpoint[part] = json is null ? null : JsonNode.Parse(json);
        File.WriteAllText(_path, checkpoint.ToJsonString());

        Assert.Equal($"{_path}: this is not a checkpoint", Message(() => Load()));
    }

    [Fact]
    public void Checkpoint_with_parameters_of_another_problem_is_refused()
    {
        Checkpoint.Save(_path, Settings, State);

        Assert.Equal($"{_path}: this is not a checkpoint", Message(() => Checkpoint.Load(_path, Settings, parameterCount: 6)));
    }

    [Fact]
    public void Missing_file_is_said_to_be_missing() =>
        Assert.Equal($"{_path}: there is no checkpoint to resume from", Message(() => Load()));

    [Fact]
    public void Directory_is_said_to_be_one()
    {
        Directory.CreateDirectory(_path);

        Assert.Equal($"{_path}: this is a directory, not a file", Message(() => Load()));
        AssertOneLine(() => Checkpoint.Save(_path, Settings, State), _path);
    }

    [Fact]
    public void Missing_directory_is_one_line()
    {
        string path = Path.Combine(_directory, "none", "checkpoint.json");

        AssertOneLine(() => Checkpoint.Save(path, Settings, State), path);
        AssertOneLine(() => Checkpoint.Load(path, Settings, State.Parameters.Length), path);
    }

    [UnixFact(WithoutPrivileges = true)]
    public void Directory_that_may_not_be_written_is_one_line()
    {
        Checkpoint.Save(_path, Settings, State);
        SetMode(UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            Assert.Equal($"{_path}: access is denied", Message(() => Checkpoint.Save(_path, Settings, State)));
        }
        finally
        {
            SetMode(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void File_before_stays_whole_where_no_other_can_be_made()
    {
        Checkpoint.Save(_path, Settings, State);
        byte[] before = File.ReadAllBytes(_path);
        Directory.CreateDirectory(_path + ".new");

        Assert.Equal($"{_path}: access is denied", Message(() => Checkpoint.Save(_path, Settings, new(0, [], [], []))));
        Assert.Equal(before, File.ReadAllBytes(_path));
    }

    [UnixFact]
    public void File_before_stays_whole_where_the_disk_is_full()
    {
        Checkpoint.Save(_path, Settings, State);
        byte[] before = File.ReadAllBytes(_path);
        File.CreateSymbolicLink(_path + ".new", "/dev/full");

        AssertOneLine(() => Checkpoint.Save(_path, Settings, new(0, [], [], [])), _path);
        Assert.Equal(before, File.ReadAllBytes(_path));
    }

    private void SetMode(UnixFileMode mode)
    {
        if (OperatingSystem.IsLinux())
            File.SetUnixFileMode(_directory, mode);
    }

    private TrainingState Load() => Checkpoint.Load(_path, Settings, State.Parameters.Length);

    private static ulong[] Bits(IEnumerable<double> numbers) => [.. numbers.Select(BitConverter.DoubleToUInt64Bits)];

    private static string Message(Action action) => Assert.ThrowsAny<UserException>(action).Message;

    private static void AssertOneLine(Action action, string path)
    {
        string message = Message(action);
        Assert.StartsWith($"{path}: ", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }
}
