using System.Diagnostics.Tracing;

namespace SoftmaxGen.Digests;

/// <summary>Collects the calls in SoftmaxGen's code that the just-in-time compiler did not inline, and why.</summary>
internal sealed class RefusedInlining : EventListener
{
    private const EventKeywords JitTracing = (EventKeywords)0x1000;

    private readonly SortedSet<string> _refusals = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private int _inlined;

    /// <summary>Writes a line with the number of calls that were inlined, and one for each that was not: method that was compiled, caller, callee, reason.</summary>
    public void Write(TextWriter output)
    {
        lock (_lock)
        {
            output.WriteLine(FormattableString.Invariant($"# {_inlined} inlined"));
            foreach (string refusal in _refusals)
                output.WriteLine(refusal);
        }
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
            EnableEvents(eventSource, EventLevel.Verbose, JitTracing);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData is not { EventName: { } name, Payload: { } payload, PayloadNames: { } names }
            || !name.StartsWith("MethodJitInlining", StringComparison.Ordinal)
            || !Text("MethodBeingCompiledNamespace").StartsWith("SoftmaxGen", StringComparison.Ordinal))
        {
            return;
        }

        lock (_lock)
        {
            if (name.StartsWith("MethodJitInliningSucceeded", StringComparison.Ordinal))
                _inlined++;
            else
                _refusals.Add($"{Method("MethodBeingCompiled")}\t{Method("Inliner")}\t{Method("Inlinee")}\t{Text("FailReason")}");
        }

        string Text(string key) => payload[names.IndexOf(key)]?.ToString() ?? "";

        // Without type arguments: the name of a definition.
        string Method(string role) => $"{Text($"{role}Namespace").Split('[')[0]}.{Text($"{role}Name")}";
    }
}
