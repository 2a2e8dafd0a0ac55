using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using SoftmaxGen.Generator;

namespace SoftmaxGen.Benchmarks.Kernels;

/// <summary>A head and the id of its plan, as the header of its file has it.</summary>
internal sealed record PlannedHead(string Name, string Plan);

/// <summary>Runs the generator on heads of any kind and compiles what it gives.</summary>
internal static partial class HeadCompilation
{
    public static IReadOnlyList<PlannedHead> Compile(IReadOnlyList<HeadSource> heads, string file)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Heads",
            [CSharpSyntaxTree.ParseText(string.Join('\n', heads.Select(head => head.Text)))],
            References(),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));

        GeneratorDriverRunResult run = CSharpGeneratorDriver.Create(new SoftmaxHeadGenerator())
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _)
            .GetRunResult();
        EmitResult emit = output.Emit(file);
        if (!emit.Success)
            throw new BenchmarkException(string.Join('\n', emit.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));

        Dictionary<string, string> plans = run.GeneratedTrees
            .Select(tree => Header().Match(tree.ToString()))
            .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["plan"].Value);
        return [.. heads.Select(head => new PlannedHead(head.Name, plans[head.Name]))];
    }

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Append(typeof(SoftmaxHeadAttribute).Assembly.Location)
            .Append(typeof(ISoftmaxHead<>).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path));

    [GeneratedRegex(@"^// SoftmaxGen \S+: (?<name>\w+), .*\n// Plan (?<plan>\S+)$", RegexOptions.Multiline)]
    private static partial Regex Header();
}
