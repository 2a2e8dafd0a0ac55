using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Parsing;

/// <summary>The attribute on a type as the compiler bound it, not yet judged.</summary>
internal sealed class HeadAttribute
{
    /// <summary>The full metadata name of the attribute.</summary>
    public const string MetadataName = "SoftmaxGen.SoftmaxHeadAttribute";

    /// <summary>The property that has the element type.</summary>
    public const string ElementProperty = "Element";

    /// <summary>The property that has the feature count.</summary>
    public const string FeaturesProperty = "Features";

    /// <summary>The property that names the file of weights.</summary>
    public const string WeightsProperty = "Weights";

    /// <summary>The property that has the temperature.</summary>
    public const string TemperatureProperty = "Temperature";

    /// <summary>The property that has the label smoothing.</summary>
    public const string LabelSmoothingProperty = "LabelSmoothing";

    /// <summary>The property that has the weights of the classes.</summary>
    public const string ClassWeightsProperty = "ClassWeights";

    /// <summary>The property that has the label of rows that count for nothing.</summary>
    public const string IgnoreLabelProperty = "IgnoreLabel";

    /// <summary>The property that has the focal exponent.</summary>
    public const string FocalGammaProperty = "FocalGamma";

    private static readonly string[] Properties =
    [
        ElementProperty, FeaturesProperty, WeightsProperty, TemperatureProperty, LabelSmoothingProperty, ClassWeightsProperty, IgnoreLabelProperty, FocalGammaProperty,
    ];

    private HeadAttribute(AttributeSyntax syntax, TypeDeclarationSyntax declaration)
    {
        Syntax = syntax;
        Declaration = declaration;
    }

    public AttributeSyntax Syntax { get; }

    /// <summary>The part of the type that carries the attribute.</summary>
    public TypeDeclarationSyntax Declaration { get; }

    /// <summary>The class count; <see langword="null"/> where the enumeration has it.</summary>
    public int? Classes { get; private set; }

    /// <summary>Whether the user asked for an enumeration.</summary>
    public bool HasLabels => Classes is null;

    /// <summary>The enumeration, as yet any type; <see langword="null"/> for none, or where the user wrote just that.</summary>
    public ITypeSymbol? Labels { get; private set; }

    /// <summary>Whether the user chose the element type.</summary>
    public bool HasElement { get; private set; }

    /// <summary>The chosen element type, <see langword="null"/> where the user wrote just that.</summary>
    public ITypeSymbol? Element { get; private set; }

    /// <summary>The feature count that the user chose; <see langword="null"/> for none.</summary>
    public int? Features { get; private set; }

    /// <summary>The name of the file of weights; <see langword="null"/> for none.</summary>
    public string? Weights { get; private set; }

    /// <summary>The temperature that the user chose; <see langword="null"/> for none.</summary>
    public double? Temperature { get; private set; }

    /// <summary>The label smoothing that the user chose; <see langword="null"/> for none.</summary>
    public double? LabelSmoothing { get; private set; }

    /// <summary>The weights of the classes that the user chose; <see langword="null"/> for none.</summary>
    public IReadOnlyList<double>? ClassWeights { get; private set; }

    /// <summary>The label of rows that count for nothing; <see langword="null"/> for none.</summary>
    public int? IgnoreLabel { get; private set; }

    /// <summary>The focal exponent that the user chose; <see langword="null"/> for none.</summary>
    public double? FocalGamma { get; private set; }

    /// <summary>The kind of head that the user asked for.</summary>
    public HeadKind Kind => Weights is not null ? HeadKind.Trained : Features is not null ? HeadKind.Dense : HeadKind.Softmax;

    /// <summary>The name of the type.</summary>
    public Location TargetLocation => Declaration.Identifier.GetLocation();

    public Location ClassesLocation => ArgumentLocation(static argument => argument.NameEquals is null);

    /// <summary>The enumeration: what stands in <c>typeof</c>.</summary>
    public Location LabelsLocation => Syntax.ArgumentList?.Arguments.FirstOrDefault(static argument => argument.NameEquals is null)?.Expression is TypeOfExpressionSyntax { Type: { } type }
        ? type.GetLocation()
        : ClassesLocation;

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
        if (data.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is not AttributeSyntax { Parent.Parent: TypeDeclarationSyntax declaration } syntax)
            return null;

        HeadAttribute attribute = new(syntax, declaration);
        if (data.ConstructorArguments is not [{ } argument] || !attribute.ReadArgument(argument))
            return null;
        foreach (KeyValuePair<string, TypedConstant> named in data.NamedArguments)
        {
            if (!attribute.ReadProperty(named.Key, named.Value))
                return null;
        }

        return attribute;
    }

    /// <summary>Where the value of a property stands; the whole attribute where it is not set.</summary>
    public Location PropertyLocation(string property) =>
        ArgumentLocation(IsProperty(property));

    /// <summary>Where one element of an array stands; the whole argument where no expression of its own gives it.</summary>
    /// <param name="property">The property.</param>
    /// <param name="index">The element.</param>
    /// <param name="count">How many there are.</param>
    public Location ElementLocationOf(string property, int index, int count)
    {
        IReadOnlyList<SyntaxNode> elements = Syntax.ArgumentList?.Arguments.FirstOrDefault(IsProperty(property))?.Expression switch
        {
            ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions,
            ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions,
            CollectionExpressionSyntax collection => collection.Elements,
            _ => [],
        };
        return elements.Count == count ? elements[index].GetLocation() : PropertyLocation(property);
    }

    /// <summary>Reads the argument of the constructor; the result is whether it compiles.</summary>
    private bool ReadArgument(TypedConstant argument)
    {
        switch (argument)
        {
            case { Kind: TypedConstantKind.Primitive, Value: int classes }:
                Classes = classes;
                return true;
            case { Kind: TypedConstantKind.Type }:
                Labels = (ITypeSymbol?)argument.Value;
                return !IsMissing(Labels);
            default:
                return false;
        }
    }

    /// <summary>Reads one property; the result is whether its value compiles.</summary>
    private bool ReadProperty(string name, TypedConstant value)
    {
        switch (name)
        {
            case ElementProperty when value.Kind == TypedConstantKind.Type:
                HasElement = true;
                Element = (ITypeSymbol?)value.Value;
                return !IsMissing(Element);
            case FeaturesProperty when value is { Kind: TypedConstantKind.Primitive, Value: int features }:
                Features = features;
                return true;
            case WeightsProperty when value is { Kind: TypedConstantKind.Primitive, Value: string or null }:
                Weights = (string?)value.Value;
                return true;
            case TemperatureProperty when value is { Kind: TypedConstantKind.Primitive, Value: double temperature }:
                Temperature = temperature;
                return true;
            case LabelSmoothingProperty when value is { Kind: TypedConstantKind.Primitive, Value: double smoothing }:
                LabelSmoothing = smoothing;
                return true;
            case ClassWeightsProperty when value is { Kind: TypedConstantKind.Array, IsNull: true }:
                return true;
            case ClassWeightsProperty when value.Kind == TypedConstantKind.Array && value.Values.All(static weight => weight is { Kind: TypedConstantKind.Primitive, Value: double }):
                ClassWeights = [.. value.Values.Select(static weight => (double)weight.Value!)];
                return true;
            case IgnoreLabelProperty when value is { Kind: TypedConstantKind.Primitive, Value: int label }:
                IgnoreLabel = label;
                return true;
            case FocalGammaProperty when value is { Kind: TypedConstantKind.Primitive, Value: double gamma }:
                FocalGamma = gamma;
                return true;
            default:
                return !Properties.Contains(name);
        }
    }

    // `typeof()`: something is still to come.
    private static bool IsMissing(ITypeSymbol? type) => type is IErrorTypeSymbol { Name: "" };

    private static bool IsSoftmaxHead(INamedTypeSymbol? type) => type is
    {
        Name: "SoftmaxHeadAttribute",
        Arity: 0,
        ContainingType: null,
        ContainingNamespace: { Name: "SoftmaxGen", ContainingNamespace.IsGlobalNamespace: true },
    };

    private static Func<AttributeArgumentSyntax, bool> IsProperty(string property) =>
        argument => argument.NameEquals?.Name.Identifier.ValueText == property;

    private Location ArgumentLocation(Func<AttributeArgumentSyntax, bool> predicate)
    {
        SyntaxNode? argument = Syntax.ArgumentList?.Arguments.FirstOrDefault(predicate)?.Expression;
        return (argument ?? Syntax).GetLocation();
    }
}
