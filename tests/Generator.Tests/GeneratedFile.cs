using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SoftmaxGen.Generator.Tests;

/// <summary>The two parts of a generated file: the user's own type, and the file-local types behind it.</summary>
internal static class GeneratedFile
{
    /// <summary>Whether no other file can name the type, as is so of all that holds kernels.</summary>
    public static bool IsFileLocal(BaseTypeDeclarationSyntax type) => type.Modifiers.Any(SyntaxKind.FileKeyword);

    /// <summary>The file without its file-local types, and without the namespaces that had nothing else.</summary>
    public static SyntaxNode WithoutKernels(SyntaxNode file)
    {
        SyntaxNode members = Without(file, file.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Where(IsFileLocal));

        // From the outside in, so that none of those that are removed stands in another.
        return Without(members, members.DescendantNodes(node => !IsEmptyNamespace(node)).Where(IsEmptyNamespace));

        static SyntaxNode Without(SyntaxNode from, IEnumerable<SyntaxNode> nodes) => from.RemoveNodes(nodes, SyntaxRemoveOptions.KeepNoTrivia)!;
    }

    private static bool IsEmptyNamespace(SyntaxNode node) =>
        node is BaseNamespaceDeclarationSyntax && !node.DescendantNodes().Any(inner => inner is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);
}
