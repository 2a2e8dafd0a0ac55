using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Parsing;

/// <summary>Finds which members the stub of a type can have, so that uses of them give no error but the one that is the cause.</summary>
/// <param name="target">The type.</param>
/// <param name="attribute">Its attribute.</param>
/// <param name="compilation">The user's project.</param>
/// <param name="headInterface">The interface of heads.</param>
/// <param name="cancellationToken">Stops the search.</param>
internal sealed class StubParser(
    INamedTypeSymbol target,
    HeadAttribute attribute,
    CSharpCompilation compilation,
    HeadInterface headInterface,
    CancellationToken cancellationToken)
{
    /// <summary>Whether the framework has what signatures and attributes of stubs are made of.</summary>
    private bool HasFramework =>
        compilation.GetTypeByMetadataName("System.Span`1") is not null
        && compilation.GetTypeByMetadataName("System.ObsoleteAttribute")?.GetMembers("DiagnosticId").IsEmpty == false;

    /// <summary>Whether the type can implement static abstract members: a ref struct implements interfaces from C# 13 on.</summary>
    private bool CanImplementInterfaces =>
        headInterface.Exists && !target.IsStatic && compilation.LanguageVersion >= (target.IsRefLikeType ? LanguageVersion.CSharp13 : LanguageVersion.CSharp11);

    /// <summary>The stub that repeats a diagnostic; <see langword="null"/> where the project cannot have it.</summary>
    public StubSpec? Parse(Diagnostic diagnostic)
    {
        if (!HasFramework)
            return null;

        // Where the user names an interface over another element type than the attribute has, either may be the one in mind.
        IReadOnlyList<ITypeSymbol> named = headInterface.ElementsOf(target);
        if (named.Count > 0 && !CanImplementInterfaces)
            return null;

        HashSet<string> constants = [.. HeadMembers.PropertiesOf(attribute.Kind).Where(static property => property.IsConstant).Select(static property => property.Name)];
        (ITypeSymbol Type, StubLabels Stub)? labels = attribute.HasLabels ? Labels() : null;
        List<StubElement> elements = [];
        foreach (ITypeSymbol element in named.Append(Element()).Distinct<ITypeSymbol>(SymbolEqualityComparer.Default))
        {
            IReadOnlyList<MemberCollision> collisions = MemberCollisions.Find(target, attribute.TargetLocation, headInterface, element, labels?.Type, attribute.Kind, cancellationToken);
            int[] methods = [.. Methods(element, labels?.Stub).Where(index => !collisions.Any(collision => Takes(collision, index)))];
            string[] properties = [.. HeadMembers.PropertiesOf(attribute.Kind).Where(property => !property.IsConstant && !IsTaken(property.Name)).Select(static property => property.Name)];
            elements.Add(new StubElement(Text(element), new([.. properties]), new([.. methods]), CanImplementInterfaces && IsUnmanaged(element) ? Interface(element, properties, methods) : null));
            constants.RemoveWhere(IsTaken);

            bool IsTaken(string name) => collisions.Any(collision => collision.IsTaken && collision.Name == name);
        }

        return new StubSpec
        {
            Namespace = SourceNames.Namespace(target),
            ContainingTypes = SourceNames.ContainingTypes(target),
            Declaration = SourceNames.Declare(target),
            FileName = SourceNames.File(target),
            Id = diagnostic.Id,
            Message = diagnostic.GetMessage(CultureInfo.InvariantCulture),
            HelpLink = diagnostic.Descriptor.HelpLinkUri,

            // The length of an array must not be a second mistake.
            Classes = Math.Max(attribute.Classes ?? 1, 1),
            Features = Math.Max(attribute.Features ?? 1, 1),
            HasReduction = NamedTypes.OfLibrary(HeadMembers.ReductionType, compilation) is not null,
            Constants = new([.. HeadMembers.PropertiesOf(attribute.Kind).Select(static property => property.Name).Where(constants.Contains)]),
            Kind = attribute.Kind,
            Labels = labels?.Stub,
            Elements = new([.. elements]),
        };
    }

    private StubInterface Interface(ITypeSymbol element, string[] publicProperties, int[] publicMethods)
    {
        ISet<int> ofUser = headInterface.ExplicitMethods(target, element);
        return new StubInterface(
            new([.. HeadMembers.PropertiesOf(attribute.Kind).Select(static property => property.Name).Where(name => !publicProperties.Contains(name) && !IsOfUser(name))]),
            new([.. Methods(element, labels: null).Where(index => !publicMethods.Contains(index) && !ofUser.Contains(index))]));

        bool IsOfUser(string property) =>
            target.GetMembers().Any(member => !GeneratedFiles.Declare(member) && headInterface.Implements(member, property, element));
    }

    /// <summary>The methods over an element type: of those that have the same signature, as all do with labels where it is <c>int</c>, the first.</summary>
    private IEnumerable<int> Methods(ITypeSymbol element, StubLabels? labels)
    {
        HeadTypes types = new(Text(element), labels?.Type);
        HeadShape shape = new(attribute.Kind, HasLabels: labels is not null);
        return Enumerable.Range(0, HeadMembers.Methods.Count)
            .Where(index => HeadMembers.Methods[index].IsIn(shape))
            .GroupBy(index => $"{HeadMembers.Methods[index].Name}({string.Join(", ", HeadMembers.Methods[index].Parameters.Select(parameter => types.Of(parameter.Type)))})")
            .Select(static overloads => overloads.First());
    }

    private static bool Takes(MemberCollision collision, int method) =>
        collision.IsTaken && (collision.Method is { } index ? index == method : collision.Name == HeadMembers.Methods[method].Name);

    /// <summary>The element type that the user chose, if a public signature can have spans of it: then their arguments fit.</summary>
    private ITypeSymbol Element() => attribute.Element is { } element && CanBeElement(element)
        ? element
        : compilation.GetSpecialType(SpecialType.System_Single);

    /// <summary>The enumeration of the labels if generated code can name it: then its values fit as arguments.</summary>
    private (ITypeSymbol Type, StubLabels Stub) Labels()
    {
        if (attribute.Labels is INamedTypeSymbol { TypeKind: TypeKind.Enum, IsUnboundGenericType: false } type)
        {
            IReadOnlyList<INamedTypeSymbol> parts = NamedTypes.In(type);
            bool isPublic = parts.All(part => AccessDomain.Contains(part, target));
            if (parts.All(part => !part.IsFileLocal && NamedTypes.AreGlobal(part.ContainingAssembly, compilation))
                && (isPublic || parts.All(static part => part.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal)))
            {
                return (type, new StubLabels(Text(type), IsInternal: !isPublic));
            }
        }

        ITypeSymbol number = compilation.GetSpecialType(SpecialType.System_Int32);
        return (number, new StubLabels(Text(number), IsInternal: false));
    }

    private static bool CanBeElement(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Void } or { IsRefLikeType: true } or { IsStatic: true } => false,
        IArrayTypeSymbol array => CanBeElement(array.ElementType),
        INamedTypeSymbol { TypeKind: TypeKind.Error } or INamedTypeSymbol { IsUnboundGenericType: true } => false,
        INamedTypeSymbol named => IsPublic(named) && named.TypeArguments.All(CanBeElement),
        _ => false,
    };

    private static bool IsPublic(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? part = type; part is not null; part = part.ContainingType)
        {
            if (part.DeclaredAccessibility != Accessibility.Public)
                return false;
        }

        return true;
    }

    private static bool IsUnmanaged(ITypeSymbol type) =>
        type.IsUnmanagedType && type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T;

    private static string Text(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
}
