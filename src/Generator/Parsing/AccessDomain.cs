using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Generator.Parsing;

/// <summary>Where a type is accessible. The compiler asks the same of the types in a signature (CS0050, CS0051).</summary>
internal static class AccessDomain
{
    /// <summary>Whether a type is accessible wherever another one is.</summary>
    /// <param name="type">The type, by its own modifier alone: not by those of the types around it.</param>
    /// <param name="other">The other one.</param>
    public static bool Contains(INamedTypeSymbol type, INamedTypeSymbol other) =>
        type.DeclaredAccessibility == Accessibility.Public || Around(other).Any(part => IsAsLimited(part, type, type.DeclaredAccessibility));

    /// <summary>Whether what limits one type limits another at least as much.</summary>
    private static bool IsAsLimited(INamedTypeSymbol part, INamedTypeSymbol type, Accessibility accessibility)
    {
        INamedTypeSymbol? container = type.ContainingType;
        switch (accessibility)
        {
            case Accessibility.Internal:
                return part.DeclaredAccessibility is Accessibility.Private or Accessibility.Internal or Accessibility.ProtectedAndInternal
                    && HasInternals(part, type);
            case Accessibility.Protected:
                return part.DeclaredAccessibility switch
                {
                    Accessibility.Private => Around(part.ContainingType).Any(outer => Derives(outer, container)),
                    Accessibility.Protected or Accessibility.ProtectedAndInternal => Derives(part.ContainingType, container),
                    _ => false,
                };
            case Accessibility.ProtectedAndInternal:
                return IsAsLimited(part, type, Accessibility.Internal) && IsAsLimited(part, type, Accessibility.Protected);
            case Accessibility.ProtectedOrInternal:
                return IsAsLimited(part, type, Accessibility.Internal)
                    || IsAsLimited(part, type, Accessibility.Protected)
                    || (part.DeclaredAccessibility == Accessibility.ProtectedOrInternal && HasInternals(part, type) && Derives(part.ContainingType, container));
            default:
                return part.DeclaredAccessibility == Accessibility.Private && Around(part.ContainingType).Any(outer => IsSame(outer, container));
        }
    }

    private static bool HasInternals(INamedTypeSymbol part, INamedTypeSymbol type) =>
        IsSame(part.ContainingAssembly, type.ContainingAssembly) || type.ContainingAssembly.GivesAccessTo(part.ContainingAssembly);

    /// <summary>A type and the types around it, innermost first.</summary>
    private static IEnumerable<INamedTypeSymbol> Around(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
            yield return type;
    }

    private static bool Derives(INamedTypeSymbol? type, INamedTypeSymbol? ancestor)
    {
        while (type is not null && !IsSame(type, ancestor))
            type = type.BaseType;
        return type is not null;
    }

    private static bool IsSame(ISymbol symbol, ISymbol? other) => SymbolEqualityComparer.Default.Equals(symbol.OriginalDefinition, other?.OriginalDefinition);
}
