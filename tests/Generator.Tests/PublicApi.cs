using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SoftmaxGen.Generator.Tests;

/// <summary>The public types and members of an assembly as text, in the notation of C# and in an order of their own.</summary>
internal static class PublicApi
{
    private static readonly SymbolDisplayFormat Format = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints | SymbolDisplayGenericsOptions.IncludeVariance,
        memberOptions: SymbolDisplayMemberOptions.IncludeAccessibility | SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeRef
            | SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeConstantValue,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeModifiers
            | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeExtensionThis,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        kindOptions: SymbolDisplayKindOptions.IncludeTypeKeyword | SymbolDisplayKindOptions.IncludeMemberKeyword,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier | SymbolDisplayMiscellaneousOptions.AllowDefaultLiteral);

    // What they say is part of what a user may write.
    private static readonly string[] ShownAttributes = [nameof(AttributeUsageAttribute), nameof(ObsoleteAttribute)];

    /// <summary>The public types of a namespace.</summary>
    public static string Of(INamespaceSymbol space) => Of([.. space.GetTypeMembers().Where(IsVisible)]);

    /// <summary>Types with their public members.</summary>
    public static string Of(IReadOnlyCollection<INamedTypeSymbol> types)
    {
        StringBuilder text = new();
        foreach (INamedTypeSymbol type in Sort(types))
        {
            if (text.Length > 0)
                text.Append('\n');
            Append(text, type, "");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, INamedTypeSymbol type, string indent)
    {
        foreach (AttributeData attribute in type.GetAttributes().Where(attribute => ShownAttributes.Contains(attribute.AttributeClass!.Name)))
            text.Append(indent).Append('[').Append(attribute).Append("]\n");
        text.Append(indent).Append(Head(type)).Append('\n').Append(indent).Append("{\n");
        foreach (ISymbol member in Sort(type.GetMembers().Where(IsVisible)))
        {
            if (member is INamedTypeSymbol nested)
                Append(text, nested, indent + "    ");
            else
                text.Append(indent).Append("    ").Append(OfInterface(member)).Append(member.ToDisplayString(Format)).Append(member is IPropertySymbol ? "\n" : ";\n");
        }

        text.Append(indent).Append("}\n");
    }

    /// <summary>The modifiers of a member of an interface, which the compiler's text leaves out.</summary>
    private static string OfInterface(ISymbol member) => member.ContainingType.TypeKind == TypeKind.Interface
        ? $"{(member.IsStatic ? "static " : "")}{(member.IsAbstract ? "abstract " : "")}{(member.IsVirtual ? "virtual " : "")}"
        : "";

    /// <summary>The first line of a type: what it is, what it derives from, what its type parameters must be.</summary>
    private static string Head(INamedTypeSymbol type)
    {
        string declaration = type.ToDisplayString(Format);
        int constraints = declaration.IndexOf(" where ", StringComparison.Ordinal);
        (string name, string rest) = constraints < 0 ? (declaration, "") : (declaration[..constraints], declaration[constraints..]);
        string accessibility = SyntaxFacts.GetText(type.DeclaredAccessibility);
        string modifiers = type switch
        {
            { TypeKind: not TypeKind.Class } => "",
            { IsStatic: true } => " static",
            { IsAbstract: true } => " abstract",
            { IsSealed: true } => " sealed",
            _ => "",
        };
        string[] bases =
        [
            .. new[] { type.EnumUnderlyingType }.OfType<INamedTypeSymbol>().Select(Name),
            .. new[] { type.BaseType }.OfType<INamedTypeSymbol>().Where(static parent => parent.SpecialType is SpecialType.None).Select(Name),
            .. type.Interfaces.Select(Name).Order(StringComparer.Ordinal),
        ];
        return $"{accessibility}{modifiers} {name}{(bases.Length == 0 ? "" : " : ")}{string.Join(", ", bases)}{rest}";

        static string Name(INamedTypeSymbol symbol) => symbol.ToDisplayString(Format.WithKindOptions(SymbolDisplayKindOptions.None).WithGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeParameters));
    }

    private static IEnumerable<T> Sort<T>(IEnumerable<T> symbols)
        where T : ISymbol => symbols
        .OrderBy(static symbol => symbol.Kind)
        .ThenBy(static symbol => symbol.Name, StringComparer.Ordinal)
        .ThenBy(static symbol => symbol.ToDisplayString(Format), StringComparer.Ordinal);

    // Accessors are shown with their properties.
    private static bool IsVisible(ISymbol symbol) =>
        symbol is { DeclaredAccessibility: Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal, IsImplicitlyDeclared: false }
        && symbol is not IMethodSymbol { AssociatedSymbol: not null };
}
