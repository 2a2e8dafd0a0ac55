using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes a part of the user's type, inside of its namespace and the types around it.</summary>
internal static class TypePart
{
    /// <param name="code">The file.</param>
    /// <param name="type">The type.</param>
    /// <param name="implements">The interface that the part adds; <see langword="null"/> for none.</param>
    /// <param name="members">Writes its members.</param>
    /// <param name="after">Writes what follows in the same namespace.</param>
    public static void Write(CodeWriter code, TypeSpec type, string? implements, Action members, Action? after = null)
    {
        var scopes = new Stack<CodeWriter.Block>();
        if (type.Namespace.Length > 0)
            scopes.Push(code.Open($"namespace {type.Namespace}"));
        int outside = scopes.Count;
        foreach (TypeDeclaration container in type.ContainingTypes)
            scopes.Push(code.Open($"partial {container.Keyword} {container.Name}"));
        using (code.Open($"partial {type.Declaration.Keyword} {type.Declaration.Name}{(implements is null ? "" : $" : {implements}")}"))
            members();
        while (scopes.Count > outside)
            scopes.Pop().Dispose();

        after?.Invoke();
        while (scopes.Count > 0)
            scopes.Pop().Dispose();
    }
}
