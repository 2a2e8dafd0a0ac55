using System.Globalization;
using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Diagnostics;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Parsing;

/// <summary>Reads the enumeration that names a head's classes.</summary>
/// <param name="target">The head.</param>
/// <param name="attribute">Its attribute, which asks for an enumeration.</param>
/// <param name="compilation">The user's project.</param>
internal sealed class LabelsParser(INamedTypeSymbol target, HeadAttribute attribute, Compilation compilation)
{
    /// <summary>The enumeration; <see langword="null"/> where it cannot name classes.</summary>
    /// <param name="mistake">What is wrong; <see langword="null"/> beside an enumeration, and where the compiler says it.</param>
    public LabelsSpec? Parse(out Diagnostic? mistake)
    {
        mistake = null;
        if (attribute.Labels is not INamedTypeSymbol { EnumUnderlyingType: { } underlying } type)
        {
            mistake = Unsupported("it is not an enum", "use an enum with a member for each class, or give the class count");
            return null;
        }

        if (type.IsUnboundGenericType)
        {
            mistake = Unsupported("the type around it has no type arguments", "write them, or use another enum");
            return null;
        }

        IFieldSymbol[] members = [.. type.GetMembers().OfType<IFieldSymbol>()];
        if (NamedTypes.IsRefused(type) || members.Any(static member => !member.HasConstantValue))
            return null;

        mistake = MistakeOfType(type) ?? MistakeOfValues(members);
        if (mistake is not null)
            return null;

        string[] names = new string[members.Length];
        foreach (IFieldSymbol member in members)
            names[(int)Value(member)] = member.Name;
        return new LabelsSpec(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), underlying.ToDisplayString(), new([.. names]));
    }

    /// <summary>Whether the signatures of the head's members cannot have the type, or its values are no labels.</summary>
    private Diagnostic? MistakeOfType(INamedTypeSymbol type)
    {
        foreach (INamedTypeSymbol part in NamedTypes.In(type))
        {
            if (part.IsFileLocal)
                return Inaccessible($"'{Display(part)}' is file-local, and the generated members are in another file", $"remove the 'file' modifier from '{Display(part)}'");
            if (!AccessDomain.Contains(part, target))
                return Inaccessible($"'{Display(part)}' is less accessible than '{Display(target)}' and its public members", $"make '{Display(part)}' more accessible, or '{Display(target)}' less");
            if (!NamedTypes.AreGlobal(part.ContainingAssembly, compilation))
                return Inaccessible($"the reference to '{part.ContainingAssembly.Name}' has an alias alone, and generated code uses none", "add the alias 'global' to the reference");
        }

        return type.GetAttributes().Any(static applied => applied.AttributeClass is { Name: nameof(FlagsAttribute), ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } })
            ? Unsupported("it has [Flags], and a combination of members is no class", "remove [Flags], or use another enum")
            : null;
    }

    /// <summary>Whether the values are not exactly 0 to N - 1.</summary>
    private Diagnostic? MistakeOfValues(IFieldSymbol[] members)
    {
        if (members.Length is < SoftmaxHeadParser.MinimumClasses or > SoftmaxHeadParser.MaximumClasses)
            return SoftmaxHeadParser.ClassesOutOfRange(attribute.LabelsLocation, members.Length, Remedies.None);

        Dictionary<decimal, IFieldSymbol> byValue = [];
        foreach (IFieldSymbol member in members)
        {
            decimal value = Value(member);
            if (byValue.TryGetValue(value, out IFieldSymbol other))
                return Unsupported($"'{other.Name}' and '{member.Name}' both have the value {value}", "give each class a value of its own");
            byValue.Add(value, member);
        }

        IFieldSymbol? outside = members.FirstOrDefault(member => Value(member) < 0 || Value(member) >= members.Length);
        if (outside is null)
            return null;
        int missing = Enumerable.Range(0, members.Length).First(value => !byValue.ContainsKey(value));
        return Unsupported($"'{outside.Name}' has the value {Value(outside)}, and no member has {missing}", $"give its {members.Length} members the values 0 to {members.Length - 1}");
    }

    // Decimal numbers hold every value of every underlying type.
    private static decimal Value(IFieldSymbol member) => Convert.ToDecimal(member.ConstantValue, CultureInfo.InvariantCulture);

    private Diagnostic Unsupported(string reason, string remedy) =>
        Diagnostic.Create(HeadDiagnostics.UnsupportedLabels, attribute.LabelsLocation, Display(attribute.Labels), reason, remedy);

    private Diagnostic Inaccessible(string reason, string remedy) =>
        Diagnostic.Create(HeadDiagnostics.InaccessibleLabels, attribute.LabelsLocation, Display(attribute.Labels), reason, remedy);

    private static string Display(ISymbol? symbol) => symbol is null ? "null" : SoftmaxHeadParser.Display(symbol);
}
