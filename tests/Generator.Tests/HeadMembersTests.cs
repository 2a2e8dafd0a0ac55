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
            HeadMembers.Methods.Select(Describe));
        Assert.Equal(
            members.OfType<IPropertySymbol>().Select(property => $"{property.ContainingType.Name} {property.Type} {property.Name}"),
            HeadMembers.Properties.Select(property => $"I{property.Kind}Head {property.Type} {property.Name}"));
    }

    [Fact]
    public void TypeFor_puts_the_element_type_in()
    {
        Assert.Equal("float", new HeadParameter("T", "x").TypeFor("float"));
        Assert.Equal("System.Span<double>", new HeadParameter("System.Span<T>", "x").TypeFor("double"));
        Assert.Equal("System.Span<int>", new HeadParameter("System.Span<int>", "x").TypeFor("float"));
    }

    private static string Describe(IMethodSymbol method) =>
        $"{method.ReturnType} {method.Name}({string.Join(", ", method.Parameters.Select(parameter => $"{(parameter.RefKind == RefKind.Out ? "out " : "")}{parameter.Type} {parameter.Name}{(parameter.HasExplicitDefaultValue ? " = " : "")}"))})";

    private static string Describe(HeadMethod method) =>
        $"{method.Returns} {method.Name}({string.Join(", ", method.Parameters.Select(parameter => $"{(parameter.IsOut ? "out " : "")}{parameter.Type} {parameter.Name}{(parameter.Default is null ? "" : " = ")}"))})";
}
