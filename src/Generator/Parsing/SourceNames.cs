using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Parsing;

/// <summary>Names of symbols as source text and as file names.</summary>
internal static class SourceNames
{
    /// <summary>Whether the type or anything around it has no name.</summary>
    public static bool AnyMissing(INamedTypeSymbol type)
    {
        for (ISymbol part = type; part is not INamespaceSymbol { IsGlobalNamespace: true }; part = part.ContainingSymbol)
        {
            if (part.Name.Length == 0)
                return true;
            if (part is INamedTypeSymbol { TypeParameters: var parameters } && parameters.Any(static parameter => parameter.Name.Length == 0))
                return true;
        }

        return false;
    }

    /// <summary>The namespace of a type as source text, empty for the global one.</summary>
    public static string Namespace(INamedTypeSymbol type)
    {
        StringBuilder text = new();
        Append(type.ContainingNamespace);
        return text.ToString();

        void Append(INamespaceSymbol part)
        {
            if (part.IsGlobalNamespace)
                return;
            Append(part.ContainingNamespace);
            if (text.Length > 0)
                text.Append('.');
            text.Append(Escape(part.Name));
        }
    }

    /// <summary>The types around a type, outermost first, as a generated part repeats them.</summary>
    public static EquatableArray<TypeDeclaration> ContainingTypes(INamedTypeSymbol type)
    {
        Stack<TypeDeclaration> containers = new();
        for (INamedTypeSymbol? container = type.ContainingType; container is not null; container = container.ContainingType)
            containers.Push(Declare(container));
        return new([.. containers]);
    }

    /// <summary>A type as a generated part declares it.</summary>
    public static TypeDeclaration Declare(INamedTypeSymbol type)
    {
        string keyword = type switch
        {
            { TypeKind: TypeKind.Interface } => "interface",
            { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
            { TypeKind: TypeKind.Struct } => "struct",
            { IsRecord: true } => "record",
            _ => "class",
        };
        string name = EscapeDeclared(type.Name);
        return new TypeDeclaration(
            keyword,
            type.TypeParameters.IsEmpty
                ? name
                : $"{name}<{string.Join(", ", type.TypeParameters.Select(static parameter => EscapeDeclared(parameter.Name)))}>");
    }

    /// <summary>
    /// The full metadata name (<c>Namespace.Outer`1+Inner</c>) with letters and digits kept and whatever else an
    /// identifier may hold as <c>-</c> and four hexadecimal digits. No identifier holds a <c>-</c>, so that different
    /// names stay different, even on a file system that normalises combining marks.
    /// </summary>
    public static string File(INamedTypeSymbol type)
    {
        StringBuilder text = new();
        AppendType(type);
        return text.ToString();

        void AppendType(INamedTypeSymbol part)
        {
            if (part.ContainingType is { } container)
            {
                AppendType(container);
                text.Append('+');
            }
            else
            {
                AppendNamespace(part.ContainingNamespace);
            }

            AppendName(part.Name);
            if (part.Arity > 0)
                text.Append('`').Append(part.Arity.ToString(CultureInfo.InvariantCulture));
        }

        void AppendNamespace(INamespaceSymbol part)
        {
            if (part.IsGlobalNamespace)
                return;
            AppendNamespace(part.ContainingNamespace);
            AppendName(part.Name);
            text.Append('.');
        }

        void AppendName(string name)
        {
            foreach (char character in name)
            {
                if (char.IsLetterOrDigit(character) || character == '_')
                    text.Append(character);
                else
                    text.Append('-').Append(((int)character).ToString("X4", CultureInfo.InvariantCulture));
            }
        }
    }

    /// <summary>
    /// The compiler warns of declared names that are all lower-case ASCII letters (CS8981), in each part of a partial
    /// type, because they may become keywords; <c>@</c> is its way to say that this is meant.
    /// </summary>
    private static string EscapeDeclared(string name) =>
        name.All(static character => character is >= 'a' and <= 'z') ? "@" + name : Escape(name);

    // Contextual keywords too: some are reserved as type names (`required`, `file`, `record`).
    private static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name
            : name;
}
