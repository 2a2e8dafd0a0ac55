using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Runtime.Intrinsics;
using System.Runtime.Loader;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SoftmaxGen.Generator;
using SoftmaxGen.Runtime.Tests.Heads;

namespace SoftmaxGen.Losses.Tests;

/// <summary>Heads with any options, generated and compiled in memory.</summary>
/// <remarks>
/// Hundreds of heads would take the compiler minutes. Those whose text differs only in tables of numbers and in the label that is
/// ignored are compiled once, and these are set before each use. Kernels that no case calls on this hardware are not compiled: those
/// of other members, and of vectors narrower than the widest. All else is the text that a user gets, without its comments.
/// </remarks>
internal sealed partial class CompiledHeads<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly string Element = typeof(T) == typeof(float) ? "float" : "double";
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest, DocumentationMode.None);

    private readonly Dictionary<string, (Type Tables, Head<T> Head, string Text)> _heads = [];

    private CompiledHeads(IEnumerable<(int Classes, LossSettings Settings, bool IsOfLabels)> wanted)
    {
        // What is asked for, by attribute: which of them take labels, and which targets.
        var byAttribute = wanted.ToLookup(one => one.Settings.Attribute(one.Classes, Element), one => one.IsOfLabels).ToArray();
        string[] texts = Generate([.. byAttribute.Select(one => one.Key)]);

        Dictionary<string, int> representatives = [];
        int[] shared = [.. texts.Select((text, index) =>
        {
            string key = WithoutNumbers(text).Replace(NameOf(index), "Head", StringComparison.Ordinal);
            return representatives.TryAdd(key, index) ? index : representatives[key];
        })];
        var uses = byAttribute.Select((one, index) => (Uses: one, Head: shared[index])).ToLookup(one => one.Head, one => one.Uses);
        SyntaxTree[] trees = [.. uses.AsParallel().Select(one => Trim(
            WithTables(texts[one.Key], NameOf(one.Key)), NameOf(one.Key), ofLabels: one.Any(kinds => kinds.Contains(true)), ofTargets: one.Any(kinds => kinds.Contains(false))))];
        Assembly assembly = Compile(trees, uses.Select(one => Declaration(byAttribute[one.Key].Key, NameOf(one.Key))));
        foreach ((int index, int head) in shared.Index())
        {
            Type type = assembly.GetType($"Heads.{NameOf(head)}")!, tables = assembly.GetType($"Heads.{NameOf(head)}Tables")!;
            _heads.Add(byAttribute[index].Key, (tables, (Head<T>)Activator.CreateInstance(typeof(Head<,>).MakeGenericType(type, typeof(T)))!, texts[index]));
        }

        Count = trees.Length;
    }

    /// <summary>Gets how many heads were compiled.</summary>
    public int Count { get; }

    /// <summary>Compiles heads for these options. For each it is said whether its labels are used, or its targets.</summary>
    public static CompiledHeads<T> Of(IEnumerable<(int Classes, LossSettings Settings, bool IsOfLabels)> wanted) => new(wanted);

    /// <summary>The head with these options, until another is asked for.</summary>
    public Head<T> Get(int classes, LossSettings settings)
    {
        (Type tables, Head<T> head, string text) = _heads[settings.Attribute(classes, Element)];
        foreach (Match table in Table().Matches(text))
        {
            T[] numbers = [.. table.Groups["numbers"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(number => T.Parse(number.TrimEnd('f', 'd'), NumberStyles.Float, CultureInfo.InvariantCulture))];
            tables.GetField(table.Groups["name"].Value)!.SetValue(null, numbers);
        }

        foreach (Match label in Ignored().Matches(text))
            tables.GetField("IgnoreLabel")!.SetValue(null, int.Parse(label.Groups["label"].Value, CultureInfo.InvariantCulture));
        return head;
    }

    private static string NameOf(int index) => $"H{index}X";

    private static string Declaration(string attribute, string name) =>
        $"namespace Heads {{ {attribute} public readonly partial struct {name}; public static class {name}Tables {{ public static {Element}[] ClassWeights = [], TargetScales = [], TargetOffsets = []; public static int IgnoreLabel; }} }}";

    private static string[] Generate(string[] attributes)
    {
        string source = string.Join('\n', attributes.Select((attribute, index) => $"namespace Heads {{ {attribute} public readonly partial struct {NameOf(index)}; }}"));
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new SoftmaxHeadGenerator().AsSourceGenerator()], parseOptions: Parsing)
            .RunGenerators(Compilation([CSharpSyntaxTree.ParseText(source, Parsing)]));
        Dictionary<string, string> texts = driver.GetRunResult().Results.Single().GeneratedSources.ToDictionary(file => file.HintName, file => file.SourceText.ToString());
        return [.. attributes.Select((_, index) => Comment().Replace(texts[$"Heads.{NameOf(index)}.g.cs"], ""))];
    }

    private static string WithoutNumbers(string text) => Ignored().Replace(Table().Replace(text, "${declaration} {}"), "${declaration} {}");

    private static string WithTables(string text, string name) => Ignored().Replace(
        Table().Replace(text, match => $"{match.Groups["declaration"]} global::Heads.{name}Tables.{match.Groups["name"]};"),
        match => $"{match.Groups["declaration"]} global::Heads.{name}Tables.IgnoreLabel;");

    private static SyntaxTree Trim(string text, string name, bool ofLabels, bool ofTargets)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(text, Parsing, $"{name}.cs", Encoding.UTF8);
        StructDeclarationSyntax[] kernels = [.. tree.GetRoot().DescendantNodes(node => node is CompilationUnitSyntax or NamespaceDeclarationSyntax).OfType<StructDeclarationSyntax>().Where(type => BitsOf(type) > 0)];
        int widest = kernels.Select(BitsOf).Where(bits => bits <= WidestOfHardware).Max();
        SyntaxNode root = tree.GetRoot().ReplaceNodes(
            kernels.SelectMany(type => Unused(type, BitsOf(type) is AnyBits || BitsOf(type) == widest, ofLabels, ofTargets)),
            (_, method) => ((MethodDeclarationSyntax)method).WithBody(null).WithExpressionBody(SyntaxFactory.ArrowExpressionClause(SyntaxFactory.ParseExpression(" throw null"))).WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken)));
        return tree.WithRootAndOptions(root, Parsing);
    }

    private const int AnyBits = 1;

    private static int WidestOfHardware => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    // 0 for a type that holds no kernels; those of batches are generic over the width.
    private static int BitsOf(StructDeclarationSyntax type) => KernelType().Match(type.Identifier.Text) switch
    {
        { Success: false } => 0,
        { Groups: var groups } => groups["bits"].Success ? int.Parse(groups["bits"].Value, CultureInfo.InvariantCulture) : AnyBits,
    };

    // What is called, starting from the losses.
    private static IEnumerable<MethodDeclarationSyntax> Unused(StructDeclarationSyntax type, bool isUsed, bool ofLabels, bool ofTargets)
    {
        ILookup<string, MethodDeclarationSyntax> methods = type.Members.OfType<MethodDeclarationSyntax>().ToLookup(method => method.Identifier.Text);
        HashSet<MethodDeclarationSyntax> used = [];
        Stack<MethodDeclarationSyntax> left = new(isUsed ? methods["CrossEntropy"].Concat(methods["CrossEntropyGradient"]).Where(method => method.ParameterList.ToString().Contains("target", StringComparison.Ordinal) ? ofTargets : ofLabels) : []);
        while (left.TryPop(out MethodDeclarationSyntax? method))
        {
            if (!used.Add(method))
                continue;
            foreach (string name in method.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.Text).Distinct())
            {
                foreach (MethodDeclarationSyntax called in methods[name])
                    left.Push(called);
            }
        }

        return methods.SelectMany(method => method).Where(method => !used.Contains(method));
    }

    private static CSharpCompilation Compilation(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create(
        $"Heads of {Element}",
        trees,
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "SoftmaxGen.Attributes.dll" or "SoftmaxGen.Runtime.dll" || Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));

    private static Assembly Compile(SyntaxTree[] trees, IEnumerable<string> declarations)
    {
        using var stream = new MemoryStream();
        var result = Compilation([.. trees, CSharpSyntaxTree.ParseText(string.Join('\n', declarations), Parsing)]).Emit(stream);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5)));
        stream.Position = 0;
        return AssemblyLoadContext.Default.LoadFromStream(stream);
    }

    [GeneratedRegex(@"(?<declaration>public static ReadOnlySpan<\w+> (?<name>ClassWeights|TargetScales|TargetOffsets) =>)\s*\[(?<numbers>[^\]]+)\];")]
    private static partial Regex Table();

    [GeneratedRegex(@"(?<declaration>public static int IgnoreLabel =>) (?<label>-?\d+);")]
    private static partial Regex Ignored();

    [GeneratedRegex(@"^\s*//.*\n", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(Row(?<bits>\d+)|Batch)$")]
    private static partial Regex KernelType();
}
