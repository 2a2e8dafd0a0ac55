using System.Collections.Immutable;
using System.IO.Compression;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SoftmaxGen.Package.Tests;

/// <summary>The package unpacked into a temporary directory, which lives as long as the tests of a class.</summary>
public sealed class ExtractedPackage : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("SoftmaxGen.Package.Tests.").FullName;

    private readonly AnalyzerFileReference _analyzers;

    public ExtractedPackage()
    {
        ZipFile.ExtractToDirectory(TestFiles.Package, _directory);
        _analyzers = new AnalyzerFileReference(
            Path.Combine(_directory, "analyzers", "dotnet", "cs", "SoftmaxGen.Generator.dll"),
            new AnalyzerLoader());
        _analyzers.AnalyzerLoadFailed += (_, failure) => throw new InvalidOperationException(failure.Message, failure.Exception);
    }

    /// <summary>Gets the directory of the libraries for net10.0.</summary>
    public string Libraries => Path.Combine(_directory, "lib", "net10.0");

    /// <summary>Gets the generators that a compiler finds in the package.</summary>
    public ImmutableArray<ISourceGenerator> Generators => _analyzers.GetGenerators(LanguageNames.CSharp);

    /// <summary>Gets the analyzers that a compiler finds in the package.</summary>
    public ImmutableArray<DiagnosticAnalyzer> Analyzers => _analyzers.GetAnalyzers(LanguageNames.CSharp);

    public void Dispose()
    {
        try
        {
            Directory.Delete(_directory, recursive: true);
        }
        catch (UnauthorizedAccessException)
        {
            // Windows keeps assemblies that a process has loaded.
        }
    }

    private sealed class AnalyzerLoader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.Load(File.ReadAllBytes(fullPath));
    }
}
