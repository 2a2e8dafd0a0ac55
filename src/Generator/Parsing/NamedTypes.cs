using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Generator.Parsing;

/// <summary>The types that the full name of a type is made of.</summary>
internal static class NamedTypes
{
    /// <summary>The type itself, its type arguments, and the same of each type around it.</summary>
    public static IEnumerable<INamedTypeSymbol> In(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => In(array.ElementType),
        IPointerTypeSymbol pointer => In(pointer.PointedAtType),
        INamedTypeSymbol named =>
        [
            named,
            .. named.TypeArguments.Where(static argument => argument is not ITypeParameterSymbol).SelectMany(In),
            .. named.ContainingType is { } container ? In(container) : [],
        ],
        _ => [],
    };

    /// <summary>Whether generated code can name the types of an assembly with <c>global::</c>, which an extern alias alone does not serve.</summary>
    public static bool AreGlobal(IAssemblySymbol assembly, Compilation compilation) =>
        compilation.GetMetadataReference(assembly)?.Properties.Aliases is not { IsDefaultOrEmpty: false } aliases
        || aliases.Contains(MetadataReferenceProperties.GlobalAlias);
}
