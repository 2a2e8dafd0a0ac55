using System.Collections.Immutable;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Planning;

/// <summary>Finds heads that differ by their types alone: their kernels are written and compiled once, in one file.</summary>
internal static class HeadGroups
{
    /// <summary>The groups of more than one head, each in ordinal order of the file names. Normally there are none.</summary>
    public static EquatableArray<EquatableArray<HeadSpec>> Find(ImmutableArray<TypeSpec> types) => new(
    [
        .. types
            .OfType<HeadSpec>()
            .GroupBy(static head => head.WithoutType)
            .Where(static group => group.Count() > 1)
            .Select(static group => new EquatableArray<HeadSpec>([.. group.OrderBy(static head => head.FileName, StringComparer.Ordinal)]))
            .OrderBy(static group => group[0].FileName, StringComparer.Ordinal),
    ]);

    /// <summary>
    /// The heads of the file that is named for a head: itself and those that share its kernels; <see langword="null"/> where
    /// it stands in the file of another one.
    /// </summary>
    public static EquatableArray<HeadSpec>? HeadsOfFile(HeadSpec head, EquatableArray<EquatableArray<HeadSpec>> groups)
    {
        foreach (EquatableArray<HeadSpec> group in groups)
        {
            if (group.Contains(head))
                return group[0].FileName == head.FileName ? group : null;
        }

        return new([head]);
    }
}
