using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Diagnostics;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Parsing;

/// <summary>Finds what the generated members cannot stand beside.</summary>
internal sealed class MemberCollisions
{
    private static readonly SymbolDisplayFormat ParameterTypeFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private readonly INamedTypeSymbol _target;
    private readonly Location _targetLocation;
    private readonly INamedTypeSymbol _headInterface;
    private readonly ITypeSymbol _element;
    private readonly ImmutableArray<Diagnostic>.Builder _diagnostics;

    private MemberCollisions(
        INamedTypeSymbol target,
        Location targetLocation,
        INamedTypeSymbol headInterface,
        ITypeSymbol element,
        ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        _target = target;
        _targetLocation = targetLocation;
        _headInterface = headInterface;
        _element = element;
        _diagnostics = diagnostics;
    }

    /// <param name="target">The head.</param>
    /// <param name="targetLocation">Its name, for what has no better place.</param>
    /// <param name="headInterface">The definition of <c>ISoftmaxHead&lt;T&gt;</c>.</param>
    /// <param name="element">The element type: the <c>T</c> of the signatures.</param>
    /// <param name="diagnostics">Receives what was found.</param>
    public static void Find(
        INamedTypeSymbol target,
        Location targetLocation,
        INamedTypeSymbol headInterface,
        ITypeSymbol element,
        ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        MemberCollisions collisions = new(target, targetLocation, headInterface, element, diagnostics);
        collisions.FindName();
        collisions.FindTypeParameters();
        collisions.FindMembers();
        collisions.FindInherited();
    }

    // A member cannot have the name of its type.
    private void FindName()
    {
        if (HeadMembers.Contains(_target.Name))
            Report(_targetLocation, "Type", _target, _target.Name);
    }

    private void FindTypeParameters()
    {
        foreach (ITypeParameterSymbol parameter in _target.TypeParameters)
        {
            if (HeadMembers.Contains(parameter.Name))
                Report(UserLocation(parameter), "Type parameter", parameter, parameter.Name);
        }
    }

    private void FindMembers()
    {
        foreach (ISymbol member in _target.GetMembers())
        {
            if (!member.Locations.IsEmpty && member.Locations.All(static location => GeneratedFiles.Contains(location.SourceTree)))
                continue;
            if (IsExplicitClassCount(member))
                Report(UserLocation(member), "Property", member, HeadMembers.ClassCount);
            else if (CollidesWith(member) is { } name)
                Report(UserLocation(member), Describe(member), member, name);
        }
    }

    /// <summary>
    /// An inherited member is hidden by the generated one, which is fine unless it is abstract: then the type must
    /// override it and cannot.
    /// </summary>
    private void FindInherited()
    {
        foreach (string name in HeadMembers.Methods.Select(static method => method.Name).Append(HeadMembers.ClassCount).Distinct())
        {
            for (INamedTypeSymbol? type = _target.BaseType; type is not null; type = type.BaseType)
            {
                ISymbol? hidden = type.GetMembers(name).FirstOrDefault(member => CollidesWith(member) is not null);
                if (hidden is null)
                    continue;
                if (hidden.IsAbstract)
                    Report(_targetLocation, "Abstract member", hidden, name);
                break;
            }
        }
    }

    private bool IsExplicitClassCount(ISymbol member) =>
        !_target.IsStatic
        && member is IPropertySymbol property
        && property.ExplicitInterfaceImplementations.Any(implemented =>
            implemented.Name == HeadMembers.ClassCount
            && SymbolEqualityComparer.Default.Equals(implemented.ContainingType.OriginalDefinition, _headInterface)
            && SymbolEqualityComparer.Default.Equals(implemented.ContainingType.TypeArguments[0], _element));

    /// <summary>The name of the generated member that cannot stand beside this one.</summary>
    private string? CollidesWith(ISymbol member)
    {
        // An indexer takes its metadata name from the other members too; its name is `this[]`.
        string name = member is IPropertySymbol { IsIndexer: true } ? member.MetadataName : member.Name;
        if (!HeadMembers.Contains(name))
            return null;
        if (name == HeadMembers.ClassCount || member is not IMethodSymbol method)
            return name;
        return method.Arity == 0 && HeadMembers.Methods.Any(generated => generated.Name == name && HaveSameSignature(method, generated))
            ? name
            : null;
    }

    private bool HaveSameSignature(IMethodSymbol method, HeadMethod generated)
    {
        if (method.Parameters.Length != generated.Parameters.Count)
            return false;
        string element = _element.ToDisplayString(ParameterTypeFormat);
        for (int index = 0; index < method.Parameters.Length; index++)
        {
            IParameterSymbol parameter = method.Parameters[index];
            HeadParameter expected = generated.Parameters[index];

            // The language tells parameters by value from those by reference, but not the latter from one another.
            bool isByReference = parameter.RefKind != RefKind.None;
            if (isByReference != expected.IsOut || parameter.Type.ToDisplayString(ParameterTypeFormat) != expected.TypeFor(element))
                return false;
        }

        return true;
    }

    private void Report(Location location, string kind, ISymbol symbol, string generated) =>
        _diagnostics.Add(Diagnostic.Create(
            HeadDiagnostics.MemberCollision,
            location,
            kind,
            symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
            generated));

    private Location UserLocation(ISymbol symbol) =>
        symbol.Locations.FirstOrDefault(static location => location.IsInSource && !GeneratedFiles.Contains(location.SourceTree))
        ?? _targetLocation;

    private static string Describe(ISymbol member) => member switch
    {
        INamedTypeSymbol => "Nested type",
        IMethodSymbol => "Method",
        IPropertySymbol { IsIndexer: true } => "Indexer",
        IPropertySymbol => "Property",
        IFieldSymbol => "Field",
        IEventSymbol => "Event",
        _ => "Member",
    };
}
