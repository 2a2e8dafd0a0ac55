using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Parsing;

/// <summary>The interfaces of heads, <c>ISoftmaxHead&lt;T&gt;</c> and those that derive from it, as the user's project knows them.</summary>
internal sealed class HeadInterface
{
    private readonly INamedTypeSymbol[] _definitions;

    private HeadInterface(INamedTypeSymbol[] definitions) => _definitions = definitions;

    /// <summary>None: then no type implements them.</summary>
    public static HeadInterface None { get; } = new([]);

    /// <summary>Those that a project refers to, one for each kind of head; none where the library is missing.</summary>
    public static HeadInterface In(Compilation compilation)
    {
        INamedTypeSymbol[] definitions = [.. HeadMembers.KindsUpTo(HeadKind.Trained).Select(kind => NamedTypes.OfLibrary(MetadataName(kind), compilation)).OfType<INamedTypeSymbol>()];
        return definitions.Length == HeadMembers.KindsUpTo(HeadKind.Trained).Count() ? new HeadInterface(definitions) : None;
    }

    /// <summary>The full metadata name of the interface of a kind of head.</summary>
    public static string MetadataName(HeadKind kind) => $"SoftmaxGen.{Name(kind)}`1";

    /// <summary>Gets whether there are any.</summary>
    public bool Exists => _definitions.Length > 0;

    /// <summary>Gets whether they have the members of the table, which those of another version of the library may not have.</summary>
    public bool HasMembersOfTable =>
        Methods.Select(static method => (method.Name, method.Parameters.Length))
            .SequenceEqual(HeadMembers.Methods.Where(static method => method.ForLabels is null).Select(static method => (method.Name, method.Parameters.Count)))
        && _definitions.SelectMany(static definition => definition.GetMembers().OfType<IPropertySymbol>()).Select(static property => property.Name)
            .SequenceEqual(HeadMembers.Properties.Select(static property => property.Name));

    private IEnumerable<IMethodSymbol> Methods =>
        _definitions.SelectMany(static definition => definition.GetMembers().OfType<IMethodSymbol>()).Where(static method => method.MethodKind == MethodKind.Ordinary);

    /// <summary>
    /// The element types of the interfaces of heads that the user's own parts of a type name, or an interface that they name.
    /// About those that do not compile the compiler speaks.
    /// </summary>
    public IReadOnlyList<ITypeSymbol> ElementsOf(INamedTypeSymbol type)
    {
        List<ITypeSymbol> elements = [];
        foreach (INamedTypeSymbol implemented in type.Interfaces.SelectMany(static named => named.AllInterfaces.Insert(0, named)))
        {
            if (Is(implemented) && IsSound(implemented) && !elements.Contains(implemented.TypeArguments[0], SymbolEqualityComparer.Default))
                elements.Add(implemented.TypeArguments[0]);
        }

        return elements;
    }

    /// <summary>Whether a member implements a property of an interface over an element type explicitly.</summary>
    public bool Implements(ISymbol member, string property, ITypeSymbol element) => Implemented(member).Any(implemented =>
        implemented.Name == property
        && Is(implemented.ContainingType)
        && SymbolEqualityComparer.Default.Equals(implemented.ContainingType.TypeArguments[0], element));

    /// <summary>The methods that the user's parts of a type implement explicitly, as indices of <see cref="HeadMembers.Methods"/>.</summary>
    public ISet<int> ExplicitMethods(INamedTypeSymbol type, ITypeSymbol element)
    {
        HashSet<int> indices = [];
        List<IMethodSymbol> methods = [.. Methods];
        foreach (ISymbol member in type.GetMembers().Where(static member => !GeneratedFiles.Declare(member)))
        {
            foreach (ISymbol implemented in Implemented(member).Where(implemented => Is(implemented.ContainingType) && SymbolEqualityComparer.Default.Equals(implemented.ContainingType.TypeArguments[0], element)))
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
                QualifiedNameSyntax qualified => IsName(qualified.Right),
                AliasQualifiedNameSyntax qualified => IsName(qualified.Name),
                SimpleNameSyntax name => IsName(name),
                _ => false,
            }),
        ];
        return named is [{ } only] ? only.GetLocation() : declaration.Identifier.GetLocation();
    }

    private static string Name(HeadKind kind) => $"I{kind}Head";

    private static bool IsName(SimpleNameSyntax name) => HeadMembers.KindsUpTo(HeadKind.Trained).Any(kind => Name(kind) == name.Identifier.ValueText);

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

    private bool Is(INamedTypeSymbol type) => _definitions.Contains(type.OriginalDefinition, SymbolEqualityComparer.Default);
}
