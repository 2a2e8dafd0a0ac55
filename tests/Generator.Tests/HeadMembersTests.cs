using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SoftmaxGen.Generator.Model;
using Xunit;

namespace SoftmaxGen.Generator.Tests;

public class HeadMembersTests
{
    [Fact]
    public void HeadMembers_are_those_of_the_interface()
    {
        CSharpCompilation compilation = GeneratorHarness.Compile(new ProjectOptions());
        ISymbol[] members = [.. HeadMembers.KindsUpTo(HeadKind.Trained).SelectMany(kind => compilation.GetTypeByMetadataName($"SoftmaxGen.I{kind}Head`1")!.GetMembers())];

        Assert.Equal(
            members.OfType<IMethodSymbol>().Where(method => method.MethodKind == MethodKind.Ordinary).Select(Describe),
            HeadMembers.Methods.Where(method => method.ForLabels is null).Select(Describe));
        Assert.Equal(
            members.OfType<IPropertySymbol>().Select(property => $"{property.ContainingType.Name} {property.Type} {property.Name}"),
            HeadMembers.Properties.Select(property => $"I{property.Kind}Head {property.Type} {property.Name}"));
    }

    [Fact]
    public void Page_of_members_has_every_one()
    {
        string page = File.ReadAllText(Path.Combine(ProjectFiles.Directory, "..", "..", "docs", "members.md"));

        Assert.All(
            HeadMembers.Methods.Select(method => method.Name).Distinct(),
            name => Assert.Contains($" {name}(", page, StringComparison.Ordinal));
        Assert.All(
            HeadMembers.Properties.Select(property => property.Name),
            name => Assert.Contains($"{name}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Types_put_the_element_type_and_the_enumeration_in()
    {
        HeadTypes types = new("double", "global::Garden.Species");

        Assert.Equal("double", types.Of("T"));
        Assert.Equal("System.Span<double>", types.Of("System.Span<T>"));
        Assert.Equal("System.Span<int>", types.Of("System.Span<int>"));
        Assert.Equal("global::Garden.Species", types.Of("TLabel"));
        Assert.Equal("System.ReadOnlySpan<global::Garden.Species>", types.Of("System.ReadOnlySpan<TLabel>"));
    }

    private static string Describe(IMethodSymbol method) =>
        $"{method.ReturnType} {method.Name}({string.Join(", ", method.Parameters.Select(parameter => $"{(parameter.RefKind == RefKind.Out ? "out " : "")}{parameter.Type} {parameter.Name}{(parameter.HasExplicitDefaultValue ? " = " : "")}"))})";

    private static string Describe(HeadMethod method) =>
        $"{method.Returns} {method.Name}({string.Join(", ", method.Parameters.Select(parameter => $"{(parameter.IsOut ? "out " : "")}{parameter.Type} {parameter.Name}{(parameter.Default is null ? "" : " = ")}"))})";
}
