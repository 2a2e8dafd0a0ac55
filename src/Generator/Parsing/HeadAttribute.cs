using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Parsing;

/// <summary>The attribute on a type as the compiler bound it, not yet judged.</summary>
internal sealed class HeadAttribute
{
    /// <summary>The full metadata name of the attribute.</summary>
    public const string MetadataName = "SoftmaxGen.SoftmaxHeadAttribute";

    /// <summary>The property that has the feature count.</summary>
    public const string FeaturesProperty = "Features";

    /// <summary>The property that names the file of weights.</summary>
    public const string WeightsProperty = "Weights";

    private const string ElementProperty = "Element";

    private HeadAttribute(AttributeSyntax syntax, TypeDeclarationSyntax declaration, int classes)
    {
        Syntax = syntax;
        Declaration = declaration;
        Classes = classes;
    }

    public AttributeSyntax Syntax { get; }

    /// <summary>The part of the type that carries the attribute.</summary>
    public TypeDeclarationSyntax Declaration { get; }

    public int Classes { get; }

    /// <summary>Whether the user chose the element type.</summary>
    public bool HasElement { get; private set; }

    /// <summary>The chosen element type, <see langword="null"/> where the user wrote just that.</summary>
    public ITypeSymbol? Element { get; private set; }

    /// <summary>The feature count that the user chose; <see langword="null"/> for none.</summary>
    public int? Features { get; private set; }

    /// <summary>The name of the file of weights; <see langword="null"/> for none.</summary>
    public string? Weights { get; private set; }

    /// <summary>The kind of head that the user asked for.</summary>
    public HeadKind Kind => Weights is not null ? HeadKind.Trained : Features is not null ? HeadKind.Dense : HeadKind.Softmax;

    /// <summary>The name of the type.</summary>
    public Location TargetLocation => Declaration.Identifier.GetLocation();

    public Location ClassesLocation => ArgumentLocation(static argument => argument.NameEquals is null);

    public Location ElementLocation => PropertyLocation(ElementProperty);

    /// <summary>
    /// Reads the attribute of a type; <see langword="null"/> where there is none, or none that compiles: the compiler
    /// tells the user about wrong arguments, a wrong target and a second attribute.
    /// </summary>
    public static HeadAttribute? Read(INamedTypeSymbol target, CancellationToken cancellationToken)
    {
        AttributeData? data = null;
        foreach (AttributeData candidate in target.GetAttributes())
        {
            if (!IsSoftmaxHead(candidate.AttributeClass))
                continue;
            if (data is not null)
                return null;
            data = candidate;
        }

        if (data is null || target.TypeKind is not (TypeKind.Class or TypeKind.Struct))
            return null;
        if (data.ConstructorArguments is not [{ Kind: TypedConstantKind.Primitive } argument] || argument.Value is not int classes)
            return null;
        if (data.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is not AttributeSyntax { Parent.Parent: TypeDeclarationSyntax declaration } syntax)
            return null;

        HeadAttribute attribute = new(syntax, declaration, classes);
        foreach (KeyValuePair<string, TypedConstant> named in data.NamedArguments)
        {
            if (!attribute.ReadProperty(named.Key, named.Value))
                return null;
        }

        return attribute;
    }

    /// <summary>Where the value of a property stands; the whole attribute where it is not set.</summary>
    public Location PropertyLocation(string property) =>
        ArgumentLocation(argument => argument.NameEquals?.Name.Identifier.ValueText == property);

    /// <summary>Reads one property; the result is whether its value compiles.</summary>
    private bool ReadProperty(string name, TypedConstant value)
    {
        switch (name)
        {
            case ElementProperty when value.Kind == TypedConstantKind.Type:
                HasElement = true;
                Element = (ITypeSymbol?)value.Value;

                // `typeof()`: something is still to come.
                return Element is not IErrorTypeSymbol { Name: "" };
            case FeaturesProperty when value is { Kind: TypedConstantKind.Primitive, Value: int features }:
                Features = features;
                return true;
            case WeightsProperty when value is { Kind: TypedConstantKind.Primitive, Value: string or null }:
                Weights = (string?)value.Value;
                return true;
            default:
                return name is not (ElementProperty or FeaturesProperty or WeightsProperty);
        }
    }

    private static bool IsSoftmaxHead(INamedTypeSymbol? type) => type is
    {
        Name: "SoftmaxHeadAttribute",
        Arity: 0,
        ContainingType: null,
        ContainingNamespace: { Name: "SoftmaxGen", ContainingNamespace.IsGlobalNamespace: true },
    };

    private Location ArgumentLocation(Func<AttributeArgumentSyntax, bool> predicate)
    {
        SyntaxNode? argument = Syntax.ArgumentList?.Arguments.FirstOrDefault(predicate)?.Expression;
        return (argument ?? Syntax).GetLocation();
    }
}
