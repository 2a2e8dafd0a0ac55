using System.Globalization;
using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Parsing;

/// <summary>Reads the enumeration that names a head's classes.</summary>
internal static class LabelsParser
{
    public static LabelsSpec? Parse(ITypeSymbol? type)
    {
        if (type is not INamedTypeSymbol { EnumUnderlyingType: { } underlying } labels)
            return null;
        IEnumerable<IFieldSymbol> members = labels.GetMembers().OfType<IFieldSymbol>().Where(static field => field.HasConstantValue);
        return new(
            labels.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            underlying.ToDisplayString(),
            new([.. members.OrderBy(static member => Convert.ToDecimal(member.ConstantValue, CultureInfo.InvariantCulture)).Select(static member => member.Name)]));
    }
}
