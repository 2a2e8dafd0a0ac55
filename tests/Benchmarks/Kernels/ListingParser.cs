using System.Globalization;
using System.Text.RegularExpressions;

namespace SoftmaxGen.Benchmarks.Kernels;

/// <summary>Reads the just-in-time compiler's listings.</summary>
internal static partial class ListingParser
{
    /// <summary>Counts what the listings hold.</summary>
    /// <param name="lines">The listings.</param>
    /// <param name="prepared">The kernels in the order in which they were compiled.</param>
    public static IEnumerable<KernelCode> Parse(IEnumerable<string> lines, IEnumerable<PreparedKernel> prepared)
    {
        // Overloads come in the order in which they were prepared.
        Dictionary<(string, string), Queue<string>> parameters = prepared
            .GroupBy(kernel => (kernel.Type, kernel.Method))
            .ToDictionary(group => group.Key, group => new Queue<string>(group.Select(kernel => kernel.Parameters)));
        Match? method = null;
        List<string> body = [];
        foreach (string line in lines)
        {
            if (MethodStart().Match(line) is { Success: true } start)
            {
                method = start;
                body.Clear();
            }
            else if (method is not null && CodeSize().Match(line) is { Success: true } size)
            {
                int bytes = int.Parse(size.Groups["bytes"].Value, CultureInfo.InvariantCulture);
                Queue<string> overloads = parameters[(KernelPreparation.TypeName(method), method.Groups["method"].Value)];
                yield return Count(method, overloads.Dequeue(), body, bytes);
                method = null;
            }
            else if (method is not null)
            {
                body.Add(line);
            }
        }
    }

    private static KernelCode Count(Match method, string parameters, List<string> lines, int bytes)
    {
        List<CodeCounts> instructions = [];
        Dictionary<string, int> labels = [];
        List<(int Start, int End)> loops = [];
        foreach (string line in lines)
        {
            if (Label().Match(line) is { Success: true } label)
            {
                labels[label.Groups["name"].Value] = instructions.Count;
            }
            else if (Instruction().Match(line) is { Success: true } instruction && instruction.Groups["name"].Value != "align")
            {
                instructions.Add(Classify(instruction.Groups["name"].Value, instruction.Groups["operands"].Value));

                // A jump to a label that has been passed closes a loop.
                Match jump = Jump().Match(line);
                if (jump.Success && labels.TryGetValue(jump.Groups["target"].Value, out int target))
                    loops.Add((target, instructions.Count));
            }
        }

        IEnumerable<(int Start, int End)> innermost = loops
            .GroupBy(loop => loop.Start, (start, same) => (Start: start, End: same.Max(loop => loop.End)))
            .ToArray() is var all
            ? all.Where(loop => !all.Any(other => other != loop && other.Start >= loop.Start && other.End <= loop.End))
            : [];
        return new(
            method.Groups["head"].Value,
            $"{method.Groups["kind"].Value} {method.Groups["bits"].Value}",
            $"{method.Groups["method"].Value}({parameters})",
            bytes,
            Sum(instructions),
            innermost.Aggregate(default(CodeCounts), (sum, loop) => sum + Sum(instructions[loop.Start..loop.End])));
    }

    private static CodeCounts Sum(List<CodeCounts> counts) => counts.Aggregate(default(CodeCounts), (sum, next) => sum + next);

    private static CodeCounts Classify(string name, string operands)
    {
        bool isStackVector = StackVector().IsMatch(operands);
        bool isSpill = isStackVector && StackVectorFirst().IsMatch(operands);
        return new(1, name == "call" || name.StartsWith("tail.", StringComparison.Ordinal) ? 1 : 0, isSpill ? 1 : 0, isStackVector && !isSpill ? 1 : 0);
    }

    [GeneratedRegex(@"^; Assembly listing for method \S*" + KernelPreparation.TypePattern + @":(?<method>[^(]+)\(")]
    private static partial Regex MethodStart();

    [GeneratedRegex(@"^; Total bytes of code (?<bytes>\d+)")]
    private static partial Regex CodeSize();

    [GeneratedRegex(@"^(?<name>G_M\w+):")]
    private static partial Regex Label();

    [GeneratedRegex(@"^\s+(?<name>[a-z][\w.]*)(\s+(?<operands>.*))?$")]
    private static partial Regex Instruction();

    [GeneratedRegex(@"^\s+j\w+\s.*?(?<target>G_M\w+)")]
    private static partial Regex Jump();

    [GeneratedRegex(@"[xyz]mmword ptr \[(rbp|rsp)\b")]
    private static partial Regex StackVector();

    [GeneratedRegex(@"^[xyz]mmword ptr")]
    private static partial Regex StackVectorFirst();
}
