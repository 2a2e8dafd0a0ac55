using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using SoftmaxGen.Generator;

namespace SoftmaxGen.Benchmarks.Kernels;

/// <summary>A head and the id of its plan, as the header of its file has it.</summary>
internal sealed record PlannedHead(string Name, string Plan);

/// <summary>Runs the generator on heads of any class count and compiles what it gives.</summary>
internal static partial class HeadCompilation
{
    public static IReadOnlyList<PlannedHead> Compile(IReadOnlyList<int> classCounts, string file)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Heads",
            [CSharpSyntaxTree.ParseText(Source(classCounts))],
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
        return [.. Names(classCounts).Select(head => new PlannedHead(head.Name, plans[head.Name]))];
    }

    private static IEnumerable<(string Name, int Classes, string Element)> Names(IReadOnlyList<int> classCounts) =>
        from classes in classCounts
        from element in (string[])["float", "double"]
        let prefix = element == "float" ? "Single" : "Double"
        select (prefix + classes.ToString(CultureInfo.InvariantCulture), classes, element);

    private static string Source(IReadOnlyList<int> classCounts) => string.Join('\n', Names(classCounts).Select(head =>
        $"[SoftmaxGen.SoftmaxHead({head.Classes.ToString(CultureInfo.InvariantCulture)}, Element = typeof({head.Element}))] public partial struct {head.Name};"));

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Append(typeof(SoftmaxHeadAttribute).Assembly.Location)
            .Append(typeof(ISoftmaxHead<>).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path));

    [GeneratedRegex(@"^// SoftmaxGen: (?<name>\w+), .*\n// Plan (?<plan>\S+)$", RegexOptions.Multiline)]
    private static partial Regex Header();
}
