using Xunit;
using Xunit.Sdk;

namespace SoftmaxGen.Generator.Tests;

public sealed class SnapshotsTests : IDisposable
{
    // Each test has its own instance of this class; the files are the same for all.
    private static readonly (string HintName, string Text)[] Files =
        [.. Snapshots.Files(GeneratorHarness.Run("namespace N; [SoftmaxGen.SoftmaxHead(3)] partial class Head;"))];

    private readonly string _directory = Directory.CreateTempSubdirectory("SoftmaxGen").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Verify_without_a_snapshot_fails_and_writes_received()
    {
        Assert.ThrowsAny<XunitException>(() => Snapshots.Verify(Files, _directory, "Class.Method_classes=3"));

        string received = Path.Combine(_directory, "Class.Method_classes=3#N.Head.g.received.cs");
        Assert.Equal([received], Directory.GetFiles(_directory));
        Assert.Equal($"//HintName: N.Head.g.cs\n{Files[0].Text}", File.ReadAllText(received));
    }

    [Fact]
    public void Verify_of_an_approved_file_passes_and_clears_received()
    {
        Assert.ThrowsAny<XunitException>(() => Snapshots.Verify(Files, _directory, "Class.Method"));
        string verified = Path.Combine(_directory, "Class.Method#N.Head.g.verified.cs");
        File.Copy(Path.Combine(_directory, "Class.Method#N.Head.g.received.cs"), verified);

        Snapshots.Verify(Files, _directory, "Class.Method");

        Assert.Equal([verified], Directory.GetFiles(_directory));
    }

    [Fact]
    public void Verify_of_another_file_fails_and_keeps_the_snapshot()
    {
        string verified = Path.Combine(_directory, "Class.Method#N.Head.g.verified.cs");
        File.WriteAllText(verified, "different");

        Assert.ThrowsAny<XunitException>(() => Snapshots.Verify(Files, _directory, "Class.Method"));

        Assert.Equal("different", File.ReadAllText(verified));
        Assert.True(File.Exists(Path.Combine(_directory, "Class.Method#N.Head.g.received.cs")));
    }

    [Fact]
    public void Verify_without_the_file_of_a_snapshot_fails()
    {
        File.WriteAllText(Path.Combine(_directory, "Class.Method#Gone.g.verified.cs"), "");
        File.WriteAllText(Path.Combine(_directory, "Class.MethodOfAnotherName#Gone.g.verified.cs"), "");

        XunitException failure = Assert.ThrowsAny<XunitException>(() => Snapshots.Verify([], _directory, "Class.Method"));

        Assert.Contains("Class.Method#Gone.g.verified.cs", failure.Message, StringComparison.Ordinal);
        Snapshots.Verify([], _directory, "Class.Other");
    }

    [Fact]
    public void Verify_that_accepts_approves_all_and_drops_the_rest()
    {
        string verified = Path.Combine(_directory, "Class.Method#N.Head.g.verified.cs");
        File.WriteAllText(verified, "different");
        File.WriteAllText(Path.Combine(_directory, "Class.Method#N.Head.g.received.cs"), "");
        File.WriteAllText(Path.Combine(_directory, "Class.Method#Gone.g.verified.cs"), "");

        Snapshots.Verify(Files, _directory, "Class.Method", accept: true);

        Assert.Equal([verified], Directory.GetFiles(_directory));
        Snapshots.Verify(Files, _directory, "Class.Method");
    }
}
