using System.Security;
using SoftmaxGen.Generator.Diagnostics;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Parsing;

/// <summary>Which file of the project a request means.</summary>
/// <param name="Request">The request.</param>
/// <param name="Path">The file; <see langword="null"/> where there is an error.</param>
/// <param name="Error">Why no file is meant.</param>
internal sealed record WeightsMatch(WeightsRequest Request, string? Path, WeightsError? Error);

/// <summary>Finds files of weights among the additional files of a project.</summary>
internal static class WeightsFiles
{
    private static readonly char[] Separators = ['/', '\\'];

    /// <summary>Whether a text names a file at all.</summary>
    public static bool IsName(string text) => Segments(text.Trim()).Length > 0;

    /// <summary>The name of the file that a path leads to.</summary>
    public static string FileName(string path) => Segments(path).LastOrDefault() ?? path;

    /// <summary>Finds the file that a request means: the one whose path ends with that name, folder by folder.</summary>
    public static WeightsMatch Find(WeightsRequest request, IEnumerable<string> paths)
    {
        string[] name = Segments(request.Name);
        string[] candidates = [.. paths.Distinct(StringComparer.Ordinal).OrderBy(static path => path, StringComparer.Ordinal)];
        string[] found = [.. candidates.Where(path => EndsWith(path, name, StringComparison.Ordinal))];
        if (found.Length == 1)
            return new(request, found[0], Error: null);
        if (found.Length > 1)
            return new(request, Path: null, Error(HeadDiagnostics.WeightsAmbiguous.Id, request.Name, found[0], found[1]));

        string? otherCase = candidates.FirstOrDefault(path => EndsWith(path, name, StringComparison.OrdinalIgnoreCase));
        return new(request, Path: null, Error(
            HeadDiagnostics.WeightsNotFound.Id,
            request.Name,
            otherCase is null
                ? $"add <AdditionalFiles Include=\"{SecurityElement.Escape(request.Name)}\" /> to an <ItemGroup> of the project file, with the path from there"
                : $"'{otherCase}' differs from it in upper and lower case: set Weights = \"{End(otherCase, name.Length)}\""));
    }

    /// <summary>The result where no file can be read.</summary>
    public static WeightsError Unreadable(WeightsRequest request, string path) =>
        Error(HeadDiagnostics.WeightsNotFound.Id, request.Name, $"'{path}' cannot be read: an <AdditionalFiles> item must lead to a file of text");

    private static WeightsError Error(string id, params string[] arguments) =>
        WeightsError.AtProperty(HeadAttribute.WeightsProperty, id, arguments);

    private static bool EndsWith(string path, string[] name, StringComparison comparison)
    {
        string[] segments = Segments(path);
        int first = segments.Length - name.Length;
        return first >= 0 && !name.Where((segment, index) => !segment.Equals(segments[first + index], comparison)).Any();
    }

    /// <summary>The last segments of a path.</summary>
    private static string End(string path, int count)
    {
        string[] segments = Segments(path);
        return string.Join("/", segments.Skip(segments.Length - count));
    }

    /// <summary>The folders of a path and its file, without those that lead nowhere or back up.</summary>
    private static string[] Segments(string path)
    {
        List<string> segments = [];
        foreach (string segment in path.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == "..")
                segments.RemoveRange(Math.Max(segments.Count - 1, 0), Math.Min(segments.Count, 1));
            else if (segment != ".")
                segments.Add(segment);
        }

        return [.. segments];
    }
}
