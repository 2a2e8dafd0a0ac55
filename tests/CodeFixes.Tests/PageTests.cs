using System.Reflection;
using Microsoft.CodeAnalysis.CodeFixes;

namespace SoftmaxGen.CodeFixes.Tests;

/// <summary>The pages about diagnostics say which of them have a fix.</summary>
public class PageTests
{
    private const string Sentence = "The editor offers a code fix.";

    private static readonly string Pages = typeof(PageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "DiagnosticPages").Value!;

    [Fact]
    public void Pages_of_diagnostics_with_a_fix_say_so_and_no_others() => Assert.Equal(
        Providers().SelectMany(provider => provider.FixableDiagnosticIds).Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Pages, "SMG*.md")
            .Where(page => FixSection(page).Contains($"\n\n{Sentence}\n", StringComparison.Ordinal))
            .Select(Path.GetFileNameWithoutExtension)
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Every_provider_is_exported() => Assert.All(
        Providers(),
        provider => Assert.Equal(provider.GetType().Name, provider.GetType().GetCustomAttribute<ExportCodeFixProviderAttribute>()?.Name));

    private static IEnumerable<CodeFixProvider> Providers() => typeof(PartialFixProvider).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(CodeFixProvider)))
        .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!);

    private static string FixSection(string page)
    {
        string text = File.ReadAllText(page);
        int start = text.IndexOf("\n## Fix\n", StringComparison.Ordinal);
        return text[start..text.IndexOf("\n## Example\n", start, StringComparison.Ordinal)];
    }
}
