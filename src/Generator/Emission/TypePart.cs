using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes a part of the user's type, inside of its namespace and the types around it.</summary>
internal static class TypePart
{
    /// <param name="code">The file.</param>
    /// <param name="type">The type.</param>
    /// <param name="implements">The interface that the part adds; <see langword="null"/> for none.</param>
    /// <param name="members">Writes its members.</param>
    public static void Write(CodeWriter code, TypeSpec type, string? implements, Action members)
    {
        var scopes = new Stack<CodeWriter.Block>();
        if (type.Namespace.Length > 0)
            scopes.Push(code.Open($"namespace {type.Namespace}"));
        foreach (TypeDeclaration container in type.ContainingTypes)
            scopes.Push(code.Open($"partial {container.Keyword} {container.Name}"));
        using (code.Open($"partial {type.Declaration.Keyword} {type.Declaration.Name}{(implements is null ? "" : $" : {implements}")}"))
            members();
        while (scopes.Count > 0)
            scopes.Pop().Dispose();
    }
}
