using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Parsing;

/// <summary>The interface of heads, <c>ISoftmaxHead&lt;T&gt;</c>, as the user's project knows it.</summary>
/// <param name="definition">Its definition; <see langword="null"/> where the library is missing: then no type implements it.</param>
internal sealed class HeadInterface(INamedTypeSymbol? definition)
{
    private const string Name = "ISoftmaxHead";

    /// <summary>The full metadata name.</summary>
    public const string MetadataName = $"SoftmaxGen.{Name}`1";

    /// <summary>Gets whether the library is there.</summary>
    public bool Exists => definition is not null;

    /// <summary>
    /// The element types of the interfaces of heads that the user's own parts of a type name, or an interface that they name.
    /// About those that do not compile the compiler speaks.
    /// </summary>
    public IReadOnlyList<ITypeSymbol> ElementsOf(INamedTypeSymbol type)
    {
        if (definition is null)
            return [];
        List<ITypeSymbol> elements = [];
        foreach (INamedTypeSymbol implemented in type.Interfaces.SelectMany(static named => named.AllInterfaces.Insert(0, named)))
        {
            if (Is(implemented) && IsSound(implemented) && !elements.Contains(implemented.TypeArguments[0], SymbolEqualityComparer.Default))
                elements.Add(implemented.TypeArguments[0]);
        }

        return elements;
    }

    /// <summary>Whether a member implements the class count of the interface over an element type explicitly.</summary>
    public bool IsClassCount(ISymbol member, ITypeSymbol element) => Implemented(member).Any(implemented =>
        implemented.Name == HeadMembers.ClassCount
        && Is(implemented.ContainingType)
        && SymbolEqualityComparer.Default.Equals(implemented.ContainingType.TypeArguments[0], element));

    /// <summary>The methods that the user's parts of a type implement explicitly, as indices of <see cref="HeadMembers.Methods"/>.</summary>
    public ISet<int> ExplicitMethods(INamedTypeSymbol type, ITypeSymbol element)
    {
        HashSet<int> indices = [];
        if (definition is null)
            return indices;
        List<ISymbol> methods = [.. definition.GetMembers().Where(static member => member is IMethodSymbol { MethodKind: MethodKind.Ordinary })];
        foreach (ISymbol member in type.GetMembers().Where(static member => !GeneratedFiles.Declare(member)))
        {
            foreach (ISymbol implemented in Implemented(member).Where(implemented => SymbolEqualityComparer.Default.Equals(implemented.ContainingType, definition.Construct(element))))
                indices.Add(methods.FindIndex(method => SymbolEqualityComparer.Default.Equals(method, implemented.OriginalDefinition)));
        }

        return indices;
    }

    /// <summary>Where the type names the interface; else its own name.</summary>
    public static Location LocationIn(TypeDeclarationSyntax declaration)
    {
        TypeSyntax[] named =
        [
            .. (declaration.BaseList?.Types ?? default).Select(static named => named.Type).Where(static type => type switch
            {
                QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText == Name,
                AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText == Name,
                SimpleNameSyntax name => name.Identifier.ValueText == Name,
                _ => false,
            }),
        ];
        return named is [{ } only] ? only.GetLocation() : declaration.Identifier.GetLocation();
    }

    private static IEnumerable<ISymbol> Implemented(ISymbol member) => member switch
    {
        IMethodSymbol method => method.ExplicitInterfaceImplementations,
        IPropertySymbol property => property.ExplicitInterfaceImplementations,
        _ => [],
    };

    private static bool IsSound(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Error } => false,
        IArrayTypeSymbol array => IsSound(array.ElementType),
        IPointerTypeSymbol pointer => IsSound(pointer.PointedAtType),
        INamedTypeSymbol { IsGenericType: true } named => !SymbolEqualityComparer.Default.Equals(named, named.OriginalDefinition) && named.TypeArguments.All(IsSound),
        _ => true,
    };

    private bool Is(INamedTypeSymbol type) => SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, definition);
}
