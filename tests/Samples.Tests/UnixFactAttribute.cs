namespace SoftmaxGen.Samples.Tests;

/// <summary>A test of devices, pipes or permissions that only Unix has.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    private const string Reason = "Needs a Unix shell and the devices of Linux.";

    public override string? Skip
    {
        get => OperatingSystem.IsLinux() ? WithoutPrivileges && Environment.IsPrivilegedProcess ? "The superuser may read any file." : null : Reason;
        set => throw new NotSupportedException();
    }

    /// <summary>Gets or sets whether the test needs a user who may not do everything.</summary>
    public bool WithoutPrivileges { get; set; }
}

/// <inheritdoc cref="UnixFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public override string? Skip
    {
        get => new UnixFactAttribute().Skip;
        set => throw new NotSupportedException();
    }
}
