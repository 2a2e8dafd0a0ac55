using System.Collections.Immutable;
using System.Globalization;
using System.Numerics.Tensors;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SoftmaxGen.Package.Tests;

/// <summary>A whole program that says in comments what it prints.</summary>
internal static class Snippet
{
    private const string PrintsComment = "// Prints:";

    // What the SDK gives a console project with implicit usings.
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    // There is one console for all programs, and classes of tests run at the same time.
    private static readonly Lock OneAtATime = new();

    // The framework, and the package that docs/interoperability.md uses beside this one.
    private static readonly ImmutableArray<MetadataReference> OtherReferences =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Append(typeof(TensorPrimitives).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>
    /// The lines that a program says it prints: what stands behind each <c>Console.WriteLine(...);</c> as a comment, and
    /// the comments below <c>// Prints:</c>.
    /// </summary>
    public static IReadOnlyList<string> Claims(string source)
    {
        List<string> claims = [];
        bool isPrinted = false;
        foreach (string line in source.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()))
        {
            isPrinted = line == PrintsComment || (isPrinted && line.StartsWith("// ", StringComparison.Ordinal));
            int comment = line.LastIndexOf("; // ", StringComparison.Ordinal);
            if (isPrinted && line != PrintsComment)
                claims.Add(line[3..]);
            else if (comment >= 0 && line.StartsWith("Console.WriteLine(", StringComparison.Ordinal))
                claims.Add(line[(comment + 5)..]);
        }

        return claims;
    }

    /// <summary>Compiles a program with the package, runs it, and holds what it prints to what it says.</summary>
    /// <param name="package">The package.</param>
    /// <param name="source">The program.</param>
    /// <param name="files">The additional files of its project.</param>
    public static void Check(ExtractedPackage package, string source, IEnumerable<AdditionalText>? files = null)
    {
        IReadOnlyList<string> claims = Claims(source);
        Assert.True(claims.Count > 0, "The program does not say what it prints.");
        Assert.Equal(claims, Run(Emit(Generate(package, source, files)), package.Libraries));
    }

    /// <summary>What the package's analyzers say about a program.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(ExtractedPackage package, string source, IReadOnlyList<AdditionalText>? files = null) =>
        await Generate(package, source, files).WithAnalyzers(package.Analyzers, new AnalyzerOptions([.. files ?? []])).GetAnalyzerDiagnosticsAsync();

    /// <summary>The errors of the compiler in a program.</summary>
    public static IEnumerable<Diagnostic> Errors(ExtractedPackage package, string source, IReadOnlyList<AdditionalText>? files = null) =>
        Generate(package, source, files).GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static Compilation Generate(ExtractedPackage package, string source, IEnumerable<AdditionalText>? files = null)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Snippet",
            [CSharpSyntaxTree.ParseText(ImplicitUsings, ParseOptions), CSharpSyntaxTree.ParseText(source, ParseOptions)],
            [.. OtherReferences, .. Directory.GetFiles(package.Libraries, "*.dll").Select(path => MetadataReference.CreateFromFile(path))],
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver
            .Create(package.Generators, files, ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        Assert.Empty(diagnostics);
        return output;
    }

    private static MemoryStream Emit(Compilation compilation)
    {
        MemoryStream assembly = new();
        Assert.DoesNotContain(compilation.Emit(assembly).Diagnostics, diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        assembly.Position = 0;
        return assembly;
    }

    private static string[] Run(MemoryStream assembly, string libraries)
    {
        AssemblyLoadContext context = new("Snippet", isCollectible: true);

        // From bytes, so that the files can be deleted.
        context.Resolving += (_, name) => Path.Combine(libraries, $"{name.Name}.dll") is var path && File.Exists(path)
            ? context.LoadFromStream(new MemoryStream(File.ReadAllBytes(path)))
            : null;
        using StringWriter output = new(CultureInfo.InvariantCulture);
        lock (OneAtATime)
        {
            TextWriter console = Console.Out;
            try
            {
                Console.SetOut(output);
                MethodInfo main = context.LoadFromStream(assembly).EntryPoint!;
                main.Invoke(null, main.GetParameters().Length == 0 ? [] : [Array.Empty<string>()]);
            }
            finally
            {
                Console.SetOut(console);
                context.Unload();
            }
        }

        return output.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
    }
}
