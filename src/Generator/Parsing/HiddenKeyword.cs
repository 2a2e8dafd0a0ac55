using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Parsing;

/// <summary>Finds what takes the meaning from the keyword <c>var</c> in generated files: the one keyword there that a name can hide.</summary>
/// <remarks>Kernels declare thousands of variables with it, and each would be an error.</remarks>
internal static class HiddenKeyword
{
    private const string Keyword = "var";

    // The answer is the same for all heads of a compilation.
    private static readonly ConditionalWeakTable<Compilation, Hiding> Found = new();

    /// <summary>What hides the keyword; <see langword="null"/> where nothing does.</summary>
    public static Hiding? Find(CSharpCompilation compilation, CancellationToken cancellationToken)
    {
        Hiding found = Found.GetValue(compilation, _ => Search(compilation, cancellationToken));
        return found == Hiding.None ? null : found;
    }

    private static Hiding Search(CSharpCompilation compilation, CancellationToken cancellationToken)
    {
        foreach (INamespaceSymbol space in InScope(compilation))
        {
            if (TypeIn(space, compilation) is { } type)
                return type;
        }

        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (UsingDirectiveSyntax import in tree.GetCompilationUnitRoot(cancellationToken).Usings.Where(static import => import.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword)))
            {
                if (import.Alias is { } alias)
                {
                    if (alias.Name.Identifier.ValueText == Keyword)
                        return new Hiding($"the alias '{Keyword}' of a global using", "rename that alias");
                }
                else if (compilation.GetSemanticModel(tree).GetSymbolInfo(import.NamespaceOrType, cancellationToken).Symbol is INamespaceOrTypeSymbol imported && TypeIn(imported, compilation) is { } type)
                {
                    return type;
                }
            }
        }

        return Hiding.None;
    }

    /// <summary>The namespaces whose types kernels can name, but for those of global usings.</summary>
    private static IEnumerable<INamespaceSymbol> InScope(Compilation compilation)
    {
        yield return compilation.GlobalNamespace;
        string[] inner = KernelScope.Namespace.Split('.');
        for (int length = 1; length <= inner.Length; length++)
        {
            if (Namespace(compilation, inner.Take(length)) is { } space)
                yield return space;
        }

        foreach (string name in KernelScope.Imports)
        {
            if (Namespace(compilation, name.Split('.')) is { } space)
                yield return space;
        }
    }

    private static INamespaceSymbol? Namespace(Compilation compilation, IEnumerable<string> names) =>
        names.Aggregate((INamespaceSymbol?)compilation.GlobalNamespace, static (space, name) => space?.GetNamespaceMembers().FirstOrDefault(inner => inner.Name == name));

    // A type that is local to the user's file is no other file's concern.
    private static Hiding? TypeIn(INamespaceOrTypeSymbol space, Compilation compilation) =>
        space.GetTypeMembers(Keyword, 0).FirstOrDefault(type => !type.IsFileLocal && compilation.IsSymbolAccessibleWithin(type, compilation.Assembly)) is { } type
            ? new Hiding($"the type '{SoftmaxHeadParser.Display(type)}'", space is INamespaceSymbol ? "rename that type" : "rename that type or leave its container out of global usings")
            : null;

    /// <summary>What hides the keyword.</summary>
    /// <param name="Cause">What it is, in words.</param>
    /// <param name="Remedy">What to do.</param>
    internal sealed record Hiding(string Cause, string Remedy)
    {
        /// <summary>Nothing does.</summary>
        public static Hiding None { get; } = new("", "");
    }
}
