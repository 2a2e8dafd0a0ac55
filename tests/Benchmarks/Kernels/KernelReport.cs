using System.Globalization;

namespace SoftmaxGen.Benchmarks.Kernels;

/// <summary>Shows what a change of the generator did to the machine code.</summary>
internal static class KernelReport
{
    public static int Print(IReadOnlyList<int> classCounts, bool withListings, TextWriter output)
    {
        string directory = Directory.CreateTempSubdirectory("softmaxgen-").FullName;
        try
        {
            string assembly = Path.Combine(directory, "Heads.dll"), listing = Path.Combine(directory, "listing.txt");
            IReadOnlyList<PlannedHead> heads = HeadCompilation.Compile(HeadSource.Plain(classCounts.Distinct().Order()), assembly);
            IReadOnlyList<string> prepared = OwnProcess.Run(["prepare", assembly], new Dictionary<string, string>
            {
                ["DOTNET_JitDisasm"] = "*__*:*",
                ["DOTNET_JitStdOutFile"] = listing,

                // Kernels ask for full optimisation; one that did not would be listed as its last tier would be.
                ["DOTNET_TieredCompilation"] = "0",
            });

            string[] lines = File.ReadAllLines(listing);
            ILookup<string, KernelCode> kernels = ListingParser.Parse(lines, prepared.Select(PreparedKernel.FromLine).OfType<PreparedKernel>()).ToLookup(kernel => kernel.Head);
            foreach (PlannedHead head in heads)
                Print(head, kernels[head.Name], output);
            if (withListings)
            {
                foreach (string line in lines)
                    output.WriteLine(line);
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }

        return 0;
    }

    private static void Print(PlannedHead head, IEnumerable<KernelCode> kernels, TextWriter output)
    {
        output.WriteLine($"{head.Name}: {head.Plan}");
        output.WriteLine($"  {"width",-9}  {"kernel",-59} {"bytes",7} {"instr",7} {"calls",6} {"spills",7} {"reloads",8} | innermost loops: {"instr",5} {"calls",6} {"spills",7} {"reloads",8}");
        foreach (KernelCode kernel in kernels)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {kernel.Width,-9}  {kernel.Method,-59} {kernel.Bytes,7} {kernel.All.Instructions,7} {kernel.All.Calls,6} {kernel.All.Spills,7} {kernel.All.Reloads,8} | {"",16} {kernel.Loops.Instructions,5} {kernel.Loops.Calls,6} {kernel.Loops.Spills,7} {kernel.Loops.Reloads,8}"));
        }

        output.WriteLine();
    }
}
