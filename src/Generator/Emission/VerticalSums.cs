using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes the sum of the terms of each row, in the shape that the plan has for it.</summary>
internal sealed class VerticalSums(CodeWriter code, VerticalPlan vertical)
{
    // A sum that is longer takes several statements.
    private const int LongestLine = 140;

    private int Classes => vertical.VirtualLanes.Count;

    /// <summary>Declares a variable for the sum.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="term">The term of a class.</param>
    public void Sum(string name, Func<int, string> term)
    {
        switch (vertical.Sum)
        {
            case VerticalSum.CompensatedBlocks:
                CompensatedBlocks(name, term);
                break;
            case VerticalSum.CompensatedEightLanes:
                string[] lanes = [.. Enumerable.Range(0, vertical.HalfLanes).Select(lane => Lane(name, lane, term) is { } sum ? Let($"{name}{lane}", sum) : "S.Zero")];
                code.Line($"var {name} = S.SumLanesCompensated({string.Join(", ", lanes)});");
                break;
            default:
                FourLanes(name, term);
                break;
        }
    }

    // The lanes of each block, after one another.
    private void CompensatedBlocks(string name, Func<int, string> term)
    {
        (int Start, int End, string Name)[] blocks =
        [
            .. vertical.BlockEnds.Select((end, i) => (i == 0 ? 0 : vertical.BlockEnds[i - 1], end, vertical.BlockEnds.Count == 1 ? name : $"{name}Block{i}")),
        ];
        string[] lanes = [.. Enumerable.Range(0, vertical.HalfLanes).Select(lane =>
        {
            string[] terms = [..
                from block in blocks
                from half in (int[])[lane, lane + vertical.HalfLanes]
                let sum = VirtualLane(block.Name, half, block.Start, block.End, term)
                where sum is not null
                select Let($"{block.Name}Lane{half}", sum)];
            code.Line($"var {name}{lane} = S.FirstTerm({terms[0]});");
            foreach (string next in terms.Skip(1))
                code.Line($"{name}{lane} = S.Add({name}{lane}, {next});");
            return $"{name}{lane}";
        })];
        code.Line($"var {name} = S.SumLanes({string.Join(", ", lanes)});");
    }

    // Of 8 lanes those 4 apart meet next; the sums of the last 4 keep what they round away.
    private void FourLanes(string name, Func<int, string> term)
    {
        var present = new string?[4];
        for (int lane = 0; lane < present.Length; lane++)
        {
            SumNode? sum = Lane(name, lane, term);
            if (vertical.Sum == VerticalSum.EightLanes)
                sum = SumNode.Of($"{name}Quarter{lane}", sum, Lane(name, lane + 4, term));
            if (sum is not null)
                present[lane] = Let($"{name}{lane}", sum);
        }

        string? even = present[2] is null ? null : $"S.FastTwoSum({present[0]}, {present[2]})";
        string? odd = present[3] is null ? null : $"S.FastTwoSum({present[1]}, {present[3]})";
        code.Line((even, odd) switch
        {
            (null, null) => $"var {name} = S.FastTwoSum({present[0]}, {present[1]});",
            (null, _) => $"var {name} = S.AddDoubleWord({odd}, {present[0]});",
            _ => $"var {name} = S.AddDoubleWord({even}, {odd ?? present[1]});",
        });
    }

    /// <summary>The terms of a virtual lane and of the one that it meets first, half their number apart.</summary>
    private SumNode? Lane(string name, int lane, Func<int, string> term) => SumNode.Of(
        $"{name}Pair{lane}",
        VirtualLane(name, lane, 0, Classes, term),
        VirtualLane(name, lane + vertical.HalfLanes, 0, Classes, term));

    /// <summary>The terms that some classes add to a virtual lane, iteration after iteration.</summary>
    private SumNode? VirtualLane(string name, int lane, int start, int end, Func<int, string> term) => SumNode.Of(
        $"{name}Lane{lane}",
        [.. Enumerable.Range(start, end - start)
            .Where(i => vertical.VirtualLanes[i] == lane)
            .GroupBy(i => i / vertical.ClassesPerIteration)
            .Select(iteration => SumNode.Of($"{name}Lane{lane}Part{iteration.Key}", [.. iteration.Select(i => SumNode.Term(term(i)))]))]);

    /// <summary>Declares a variable for a sum; where that would be a long line, parts of it get variables of their labelTerm.</summary>
    private string Let(string name, SumNode sum)
    {
        string value = sum.Inline;
        if (value.Length > LongestLine)
        {
            string[] parts = [.. sum.Parts.Select(part => part.Parts.Length > 0 ? Let(part.Name, part) : part.Inline)];
            value = SumNode.Add(parts);
        }

        code.Line($"var {name} = {value};");
        return name;
    }

    /// <summary>A term, or the sum of parts from the first one on.</summary>
    /// <param name="Name">What its variable is called, where it has one.</param>
    /// <param name="Parts">The parts; none of a term.</param>
    private sealed record SumNode(string Name, SumNode[] Parts)
    {
        /// <summary>The whole sum as one expression.</summary>
        public string Inline => Parts.Length == 0 ? Name : Add(Parts.Select(part => part.Inline));

        public static SumNode Term(string text) => new(text, []);

        /// <summary>The sum of what there is: one part is itself, none is nothing.</summary>
        public static SumNode? Of(string name, params SumNode?[] parts)
        {
            SumNode[] present = [.. parts.OfType<SumNode>()];
            return present.Length > 1 ? new(name, present) : present.FirstOrDefault();
        }

        public static string Add(IEnumerable<string> terms) => terms.Aggregate(static (sum, term) => $"S.Add({sum}, {term})");
    }
}
