using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Generator.Parsing;

/// <summary>The types that the full name of a type is made of.</summary>
internal static class NamedTypes
{
    /// <summary>The type itself, its type arguments, and the same of each type around it.</summary>
    public static IReadOnlyList<INamedTypeSymbol> In(INamedTypeSymbol type) => [.. All(type).OfType<INamedTypeSymbol>()];

    /// <summary>Whether the compiler refuses the type in an attribute: something in it is unknown, or a type parameter (CS0416).</summary>
    public static bool IsRefused(INamedTypeSymbol type) => All(type).Any(static part => part.TypeKind is TypeKind.Error or TypeKind.TypeParameter);

    private static IEnumerable<ITypeSymbol> All(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => All(array.ElementType),
        IPointerTypeSymbol pointer => All(pointer.PointedAtType),
        INamedTypeSymbol { ContainingType: { } container } named => [named, .. named.TypeArguments.SelectMany(All), .. All(container)],
        INamedTypeSymbol named => [named, .. named.TypeArguments.SelectMany(All)],
        _ => [type],
    };

    /// <summary>A type of the library by its metadata name, if generated code can name it: a type of that name that the project declares itself hides it.</summary>
    public static INamedTypeSymbol? OfLibrary(string metadataName, Compilation compilation) =>
        compilation.GetTypeByMetadataName(metadataName) is { } type
        && !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)
        && AreGlobal(type.ContainingAssembly, compilation)
            ? type
            : null;

    /// <summary>Whether generated code can name the types of an assembly with <c>global::</c>, which an extern alias alone does not serve.</summary>
    /// <remarks>
    /// The namespaces of such assemblies are what the global one is made of. Aliases of a reference do not tell: of two aliases a
    /// build makes two references to one file, which the compiler takes as one.
    /// </remarks>
    public static bool AreGlobal(IAssemblySymbol assembly, Compilation compilation) =>
        compilation.GlobalNamespace.ConstituentNamespaces.Any(part => SymbolEqualityComparer.Default.Equals(part.ContainingAssembly, assembly));
}
