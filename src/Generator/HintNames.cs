using System.Collections.Immutable;
using System.Globalization;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator;

/// <summary>Gives each generated file a name of its own.</summary>
/// <remarks>Roslyn compares hint names without case, because some file systems do; C# has types that differ by case only.</remarks>
internal static class HintNames
{
    /// <summary>The names that another one equals but for case, in ordinal order. Normally there are none.</summary>
    public static EquatableArray<string> FindCollisions(ImmutableArray<string> fileNames) => new(
    [
        .. fileNames
            .GroupBy(static name => name, StringComparer.OrdinalIgnoreCase)
            .Where(static group => group.Count() > 1)
            .SelectMany(static group => group)
            .OrderBy(static name => name, StringComparer.Ordinal),
    ]);

    /// <summary>The hint name of a file; those that collide are numbered in ordinal order, so that no other order matters.</summary>
    public static string Create(string fileName, EquatableArray<string> collisions)
    {
        int number = 0;
        foreach (string name in collisions)
        {
            if (!string.Equals(name, fileName, StringComparison.OrdinalIgnoreCase))
                continue;
            number++;

            // No type's file name holds a parenthesis.
            if (name == fileName)
                return $"{fileName}({number.ToString(CultureInfo.InvariantCulture)}).g.cs";
        }

        return $"{fileName}.g.cs";
    }
}
