using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SoftmaxGen.Generator.Diagnostics;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Parsing;

/// <summary>
/// Turns a type with the attribute into a <see cref="HeadSpec"/>, or says why it is none and gives its stub: every rule
/// about what the user may write is here. Generator and analyzer both run it.
/// </summary>
internal sealed class SoftmaxHeadParser
{
    /// <summary>The smallest class count.</summary>
    public const int MinimumClasses = 2;

    /// <summary>The largest class count.</summary>
    public const int MaximumClasses = 65536;

    private const int MinimumFeatures = 1;

    /// <summary>The largest feature count.</summary>
    public const int MaximumFeatures = 65536;

    // Generated code has file-local types, implements static abstract members and passes ref readonly arguments.
    private const LanguageVersion MinimumLanguageVersion = LanguageVersion.CSharp12;

    private readonly INamedTypeSymbol _target;
    private readonly HeadAttribute _attribute;
    private readonly CSharpCompilation _compilation;
    private readonly CancellationToken _cancellationToken;
    private readonly ImmutableArray<Diagnostic>.Builder _diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
    private bool _canHavePart = true;

    private SoftmaxHeadParser(INamedTypeSymbol target, HeadAttribute attribute, CSharpCompilation compilation, CancellationToken cancellationToken)
    {
        _target = target;
        _attribute = attribute;
        _compilation = compilation;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Parses one type, which need not have the attribute.</summary>
    public static ParseResult Parse(INamedTypeSymbol target, Compilation compilation, CancellationToken cancellationToken) =>
        HeadAttribute.Read(target, cancellationToken) is { } attribute
            ? new SoftmaxHeadParser(target, attribute, (CSharpCompilation)compilation, cancellationToken).Parse()
            : ParseResult.Nothing;

    private ParseResult Parse()
    {
        bool compiles = CheckDeclarations();
        CheckTarget();
        compiles &= CheckClasses(out LabelsSpec? labels);
        CheckFeatures();
        CheckWeights();
        CheckLanguageVersion();
        ITypeSymbol? element = CheckElement();
        ElementInfo elementInfo = element?.SpecialType == SpecialType.System_Double ? ElementInfo.Double : ElementInfo.Single;
        int? classes = _attribute.Classes ?? labels?.Names.Count;
        LossSpec loss = new LossParser(_attribute, classes, elementInfo, _diagnostics).Parse();
        HeadInterface headInterface = CheckRuntime();
        if (element is not null && headInterface.Exists)
        {
            CheckInterfaces(headInterface, element);
            foreach (MemberCollision collision in MemberCollisions.Find(_target, _attribute.TargetLocation, headInterface, element, labels is null ? null : _attribute.Labels, _attribute.Kind, _cancellationToken))
                _diagnostics.Add(Diagnostic.Create(HeadDiagnostics.MemberCollision, collision.Location, collision.Kind, Display(collision.Symbol), collision.Name));
        }

        if (_diagnostics.FirstOrDefault(HeadDiagnostics.IsError) is { } error)
        {
            StubSpec? stub = compiles && _canHavePart ? Stub(headInterface, error) : null;
            return new ParseResult(stub, Weights: null, _diagnostics.ToImmutable());
        }

        if (!compiles)
            return ParseResult.Nothing;

        HeadSpec head = new()
        {
            Namespace = SourceNames.Namespace(_target),
            ContainingTypes = SourceNames.ContainingTypes(_target),
            Declaration = SourceNames.Declare(_target),
            IsStatic = _target.IsStatic,
            Classes = classes!.Value,
            Element = elementInfo,
            Features = _attribute.Features,
            FileName = SourceNames.File(_target),
            Loss = loss,
            Labels = labels,
        };
        return new ParseResult(head, Weights(head, headInterface), _diagnostics.ToImmutable());
    }

    private StubSpec? Stub(HeadInterface headInterface, Diagnostic diagnostic) =>
        new StubParser(_target, _attribute, _compilation, headInterface, _cancellationToken).Parse(diagnostic);

    /// <summary>The weights that a head asks for, and the stub that repeats what may be wrong with their file.</summary>
    private HeadWeights? Weights(HeadSpec head, HeadInterface headInterface) => _attribute.Weights is { } name
        ? new HeadWeights(
            new WeightsUse(
                new WeightsRequest(name, head.Classes, head.Features, head.Element),
                Stub(headInterface, Diagnostic.Create(HeadDiagnostics.WeightsNotFound, Location.None))),
            _attribute)
        : null;

    /// <summary>
    /// Checks that generated parts can be added to the type and to those around it. Where the compiler already reports
    /// what stands in the way, the result is false and there is no diagnostic. A type that is not partial gets a part all
    /// the same: then the compiler asks for the modifier (CS0260), and stops before it looks at uses of its members.
    /// </summary>
    private bool CheckDeclarations()
    {
        // The compiler gives what has no name yet, in the middle of typing, an empty one.
        if (SourceNames.AnyMissing(_target))
            return false;

        bool compiles = CheckDeclaration(_target, _attribute.Declaration, HeadDiagnostics.NotPartial, Display(_target));
        SyntaxNode? declaration = _attribute.Declaration.Parent;
        foreach (INamedTypeSymbol type in ContainingTypes())
        {
            // Anything else that holds a type, a script for instance, has no parts to add to.
            if (declaration is not TypeDeclarationSyntax containing)
                return false;
            compiles &= CheckDeclaration(type, containing, HeadDiagnostics.ContainingTypeNotPartial, Display(type), Display(_target));
            declaration = containing.Parent;
        }

        return compiles;
    }

    private bool CheckDeclaration(INamedTypeSymbol type, TypeDeclarationSyntax declaration, DiagnosticDescriptor notPartial, params object[] arguments)
    {
        // A generated part would have to repeat the variance; but a variant interface cannot hold a type (CS8427).
        if (type.TypeParameters.Any(static parameter => parameter.Variance != VarianceKind.None))
            return false;

        // Two declarations of different kinds are two types, and their files would have the same name (CS0101, CS0261).
        if (IsDeclaredTwice(type))
            return false;

        if (declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            return true;

        // Where another part says so, this one is all that is missing, and the compiler asks for it (CS0260).
        if (IsPartial(type, _cancellationToken))
            return false;

        // A fix starts from the attribute: the type may be one of those around the head.
        _diagnostics.Add(Diagnostic.Create(notPartial, declaration.Identifier.GetLocation(), [_attribute.Syntax.GetLocation()], arguments));
        return true;
    }

    /// <summary>Whether any of the user's parts of a type is partial.</summary>
    public static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        type.DeclaringSyntaxReferences.Any(reference =>
            !GeneratedFiles.Contains(reference.SyntaxTree)
            && reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax part && part.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static bool IsDeclaredTwice(INamedTypeSymbol type)
    {
        INamespaceOrTypeSymbol container = type.ContainingType ?? (INamespaceOrTypeSymbol)type.ContainingNamespace;
        return container.GetTypeMembers(type.Name, type.Arity).Count(static candidate => !candidate.IsFileLocal) > 1;
    }

    private void CheckTarget()
    {
        if (_target.IsFileLocal)
            ReportUnreachable("it is file-local, and its generated part is another file", "remove the 'file' modifier");
        if (ContainingTypes().FirstOrDefault(static type => type.IsFileLocal) is { } fileLocal)
            ReportUnreachable($"the type '{Display(fileLocal)}' around it is file-local, and its generated part is another file", $"remove the 'file' modifier from '{Display(fileLocal)}' or move the head out of it");
        if (_target.IsRefLikeType)
            ReportTarget("it is a ref struct, which cannot be a type argument", "remove the 'ref' modifier");
        if (HiddenKeyword.Find(_compilation, _cancellationToken) is { } hiding)
            _diagnostics.Add(Diagnostic.Create(HeadDiagnostics.HiddenKeyword, _attribute.TargetLocation, Display(_target), hiding.Cause, hiding.Remedy));
        // A type that is local to the user's file is no other file's concern.
        if (_compilation.GlobalNamespace.GetTypeMembers("System", 0).Any(static type => !type.IsFileLocal))
            ReportUnreachable("a type named 'System' hides the namespace, which generated code uses", "rename that type or move it into a namespace");
    }

    /// <summary>The same where a generated part of the type would not compile, not even with stubs.</summary>
    private void ReportUnreachable(string reason, string remedy)
    {
        ReportTarget(reason, remedy);
        _canHavePart = false;
    }

    private void ReportTarget(string reason, string remedy) =>
        _diagnostics.Add(Diagnostic.Create(HeadDiagnostics.UnsupportedTarget, _attribute.TargetLocation, Display(_target), reason, remedy));

    /// <summary>Checks the class count or the enumeration that has it; the result is whether the latter compiles.</summary>
    private bool CheckClasses(out LabelsSpec? labels)
    {
        labels = null;
        if (_attribute.Classes is { } classes)
        {
            if (classes is < MinimumClasses or > MaximumClasses)
                _diagnostics.Add(ClassesOutOfRange(_attribute.ClassesLocation, classes, Remedies.Set("the class count", Nearest(classes, MinimumClasses, MaximumClasses))));
            return true;
        }

        labels = new LabelsParser(_target, _attribute, _compilation).Parse(out Diagnostic? mistake);
        if (mistake is not null)
            _diagnostics.Add(mistake);
        return labels is not null || mistake is not null;
    }

    /// <summary>That there are too few or too many classes.</summary>
    public static Diagnostic ClassesOutOfRange(Location location, int classes, ImmutableDictionary<string, string?> remedies) =>
        Diagnostic.Create(HeadDiagnostics.ClassesOutOfRange, location, remedies, Number(classes), Number(MinimumClasses), Number(MaximumClasses));

    private void CheckFeatures()
    {
        if (_attribute.Features is not { } features || features is >= MinimumFeatures and <= MaximumFeatures)
            return;

        // A file of weights says how many features there are; and 0 may stand for no dense layer.
        string nearest = Nearest(features, MinimumFeatures, MaximumFeatures);
        string[] remedies = _attribute.Weights is not null ? [Remedies.Removal] : [nearest, Remedies.Removal];
        _diagnostics.Add(Diagnostic.Create(
            HeadDiagnostics.FeaturesOutOfRange,
            _attribute.PropertyLocation(HeadAttribute.FeaturesProperty),
            Remedies.Set(HeadAttribute.FeaturesProperty, remedies),
            Number(features),
            Number(MinimumFeatures),
            Number(MaximumFeatures)));
    }

    private void CheckWeights()
    {
        if (_attribute.Weights is { } name && !WeightsFiles.IsName(name))
            _diagnostics.Add(Diagnostic.Create(HeadDiagnostics.WeightsNotFound, _attribute.PropertyLocation(HeadAttribute.WeightsProperty), WeightsError.Show(name), "name a file, or leave Weights out"));
    }

    private ITypeSymbol? CheckElement()
    {
        if (!_attribute.HasElement)
            return _compilation.GetSpecialType(SpecialType.System_Single);
        if (IsSupportedElement(_attribute.Element))
            return _attribute.Element;
        _diagnostics.Add(Diagnostic.Create(
            HeadDiagnostics.UnsupportedElement,
            _attribute.ElementLocation,
            Remedies.Set(HeadAttribute.ElementProperty, ElementInfo.All.Select(static supported => Remedies.TypeOf(supported.Keyword))),
            _attribute.Element is { } element ? Display(element) : "null"));
        return null;
    }

    private static bool IsSupportedElement(ITypeSymbol? type) => type is { SpecialType: SpecialType.System_Single or SpecialType.System_Double };

    private void CheckLanguageVersion()
    {
        if (_compilation.LanguageVersion is < MinimumLanguageVersion and var version)
            _diagnostics.Add(Diagnostic.Create(HeadDiagnostics.LanguageVersion, _attribute.Syntax.GetLocation(), Display(_target), MinimumLanguageVersion.ToDisplayString(), version.ToDisplayString()));
    }

    private HeadInterface CheckRuntime()
    {
        HeadInterface headInterface = HeadInterface.In(_compilation);
        if (NamedTypes.OfLibrary(HeadInterface.MetadataName(HeadKind.Softmax), _compilation)?.ContainingAssembly.Identity.Version is { } version
            && !RuntimeVersion.Serves(version, RuntimeVersion.OfGenerator))
        {
            _diagnostics.Add(Diagnostic.Create(HeadDiagnostics.RuntimeVersion, _attribute.Syntax.GetLocation(), Display(_target), RuntimeVersion.OfGenerator.ToString(3), version.ToString(3)));
            return headInterface.HasMembersOfTable ? headInterface : HeadInterface.None;
        }

        if (!headInterface.Exists)
            _diagnostics.Add(Diagnostic.Create(HeadDiagnostics.MissingRuntime, _attribute.Syntax.GetLocation(), Display(_target)));
        return headInterface;
    }

    /// <summary>An interface of heads that the user names is the one over the element type.</summary>
    private void CheckInterfaces(HeadInterface headInterface, ITypeSymbol element)
    {
        IReadOnlyList<ITypeSymbol> named = headInterface.ElementsOf(_target);
        foreach (ITypeSymbol other in named.Where(other => !SymbolEqualityComparer.Default.Equals(other, element)))
        {
            // A second interface would ask for another element type still.
            bool canBeElement = named.Count == 1 && IsSupportedElement(other);
            _diagnostics.Add(Diagnostic.Create(
                HeadDiagnostics.InterfaceElement,
                HeadInterface.LocationIn(_attribute.Declaration),
                [_attribute.ElementLocation],
                canBeElement ? Remedies.Set(HeadAttribute.ElementProperty, Remedies.TypeOf(Display(other))) : Remedies.None,
                Display(_target),
                Display(other),
                Display(element)));
        }
    }

    /// <summary>The types around the head, innermost first.</summary>
    private IEnumerable<INamedTypeSymbol> ContainingTypes()
    {
        for (INamedTypeSymbol? type = _target.ContainingType; type is not null; type = type.ContainingType)
            yield return type;
    }

    /// <summary>A symbol as messages show it.</summary>
    public static string Display(ISymbol symbol) =>
        symbol is IParameterSymbol ? symbol.Name : symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    private static string Nearest(int value, int minimum, int maximum) => Number(Math.Min(Math.Max(value, minimum), maximum));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
