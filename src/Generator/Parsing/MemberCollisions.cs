using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Parsing;

/// <summary>A symbol of the user's that a generated member cannot stand beside.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Location">Where it stands.</param>
/// <param name="Kind">What it is, in words.</param>
/// <param name="Name">The name of the generated member.</param>
/// <param name="Method">The one method that it collides with, as an index of <see cref="HeadMembers.Methods"/>; <see langword="null"/> for all members of that name.</param>
/// <param name="IsTaken">Whether the type cannot have the generated member, or would mean it where its own code does not; an implementation of the interface is beside it.</param>
internal sealed record MemberCollision(ISymbol Symbol, Location Location, string Kind, string Name, int? Method = null, bool IsTaken = true);

/// <summary>Finds what the generated members cannot stand beside.</summary>
internal sealed class MemberCollisions
{
    private static readonly SymbolDisplayFormat ParameterTypeFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private readonly INamedTypeSymbol _target;
    private readonly Location _targetLocation;
    private readonly HeadInterface _headInterface;
    private readonly ITypeSymbol _element;
    private readonly HeadShape _shape;
    private readonly HeadTypes _types;
    private readonly CancellationToken _cancellationToken;
    private readonly List<MemberCollision> _collisions = [];

    private MemberCollisions(INamedTypeSymbol target, Location targetLocation, HeadInterface headInterface, ITypeSymbol element, ITypeSymbol? labels, HeadKind kind, CancellationToken cancellationToken)
    {
        _target = target;
        _targetLocation = targetLocation;
        _headInterface = headInterface;
        _element = element;
        _shape = new(kind, HasLabels: labels is not null);
        _types = new(element.ToDisplayString(ParameterTypeFormat), labels?.ToDisplayString(ParameterTypeFormat));
        _cancellationToken = cancellationToken;
    }

    /// <param name="target">The head.</param>
    /// <param name="targetLocation">Its name, for what has no better place.</param>
    /// <param name="headInterface">The interface of heads.</param>
    /// <param name="element">The element type: the <c>T</c> of the signatures.</param>
    /// <param name="labels">The enumeration of its labels: the <c>TLabel</c> of the signatures; <see langword="null"/> for none.</param>
    /// <param name="kind">The kind of head: with the enumeration it decides which members it has.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public static IReadOnlyList<MemberCollision> Find(
        INamedTypeSymbol target,
        Location targetLocation,
        HeadInterface headInterface,
        ITypeSymbol element,
        ITypeSymbol? labels,
        HeadKind kind,
        CancellationToken cancellationToken)
    {
        MemberCollisions collisions = new(target, targetLocation, headInterface, element, labels, kind, cancellationToken);
        collisions.FindName();
        collisions.FindTypeParameters();
        collisions.FindParameters();
        collisions.FindMembers();
        collisions.FindInherited();
        return collisions._collisions;
    }

    // A member cannot have the name of its type.
    private void FindName()
    {
        if (HeadMembers.Contains(_shape, _target.Name))
            _collisions.Add(new(_target, _targetLocation, "Type", _target.Name));
    }

    private void FindTypeParameters()
    {
        foreach (ITypeParameterSymbol parameter in _target.TypeParameters)
        {
            if (HeadMembers.Contains(_shape, parameter.Name))
                _collisions.Add(new(parameter, UserLocation(parameter), "Type parameter", parameter.Name));
        }
    }

    /// <summary>A parameter of a primary constructor: in the body of the type its name would be the member. That of a record is a property, which is found as one.</summary>
    private void FindParameters()
    {
        if (_target.IsRecord)
            return;
        foreach (IParameterSymbol parameter in _target.InstanceConstructors.Where(IsPrimary).SelectMany(static constructor => constructor.Parameters))
        {
            if (HeadMembers.Contains(_shape, parameter.Name))
                _collisions.Add(new(parameter, UserLocation(parameter), "Parameter", parameter.Name));
        }
    }

    private bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(_cancellationToken) is TypeDeclarationSyntax);

    private void FindMembers()
    {
        foreach (ISymbol member in _target.GetMembers())
        {
            if (GeneratedFiles.Declare(member))
                continue;
            if (ExplicitProperty(member) is { } property)
                _collisions.Add(new(member, UserLocation(member), "Property", property, IsTaken: false));
            else if (CollidesWith(member, out int? method) is { } name)
                _collisions.Add(new(member, UserLocation(member), Describe(member), name, method));
        }
    }

    /// <summary>
    /// An inherited member is hidden by the generated one, which is fine unless it is abstract: then the type must
    /// override it and cannot.
    /// </summary>
    private void FindInherited()
    {
        foreach (string name in HeadMembers.MethodsOf(_shape).Select(static method => method.Name).Concat(HeadMembers.PropertiesOf(_shape.Kind).Select(static property => property.Name)).Distinct())
        {
            for (INamedTypeSymbol? type = _target.BaseType; type is not null; type = type.BaseType)
            {
                ISymbol? hidden = type.GetMembers(name).FirstOrDefault(member => CollidesWith(member, out _) is not null);
                if (hidden is null)
                    continue;
                if (hidden.IsAbstract)
                    _collisions.Add(new(hidden, _targetLocation, "Abstract member", name));
                break;
            }
        }
    }

    // Of a constant: the generated part implements the interface's property itself.
    private string? ExplicitProperty(ISymbol member) => _target.IsStatic
        ? null
        : HeadMembers.PropertiesOf(_shape.Kind).FirstOrDefault(property => property.IsConstant && _headInterface.Implements(member, property.Name, _element))?.Name;

    /// <summary>The name of the generated member that cannot stand beside this one; and which method, where it is one alone.</summary>
    private string? CollidesWith(ISymbol member, out int? generated)
    {
        generated = null;

        // An indexer takes its metadata name from the other members too; its name is `this[]`.
        string name = member is IPropertySymbol { IsIndexer: true } ? member.MetadataName : member.Name;
        if (!HeadMembers.Contains(_shape, name))
            return null;
        if (HeadMembers.IsProperty(_shape.Kind, name) || member is not IMethodSymbol method)
            return name;
        for (int index = 0; method.Arity == 0 && index < HeadMembers.Methods.Count; index++)
        {
            if (HeadMembers.Methods[index].IsIn(_shape) && HeadMembers.Methods[index].Name == name && HaveSameSignature(method, HeadMembers.Methods[index]))
            {
                generated = index;
                return name;
            }
        }

        return null;
    }

    private bool HaveSameSignature(IMethodSymbol method, HeadMethod generated)
    {
        if (method.Parameters.Length != generated.Parameters.Count)
            return false;
        for (int index = 0; index < method.Parameters.Length; index++)
        {
            IParameterSymbol parameter = method.Parameters[index];
            HeadParameter expected = generated.Parameters[index];

            // The language tells parameters by value from those by reference, but not the latter from one another.
            bool isByReference = parameter.RefKind != RefKind.None;
            if (isByReference != expected.IsOut || parameter.Type.ToDisplayString(ParameterTypeFormat) != _types.Of(expected.Type))
                return false;
        }

        return true;
    }

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
