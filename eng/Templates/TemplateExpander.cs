using System.Globalization;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace SoftmaxGen.Templates;

/// <summary>Makes the kernels of each element type and vector width from the templates that they share.</summary>
/// <param name="repository">The root of the repository.</param>
public sealed class TemplateExpander(string repository)
{
    /// <summary>Where the templates are.</summary>
    public const string Templates = "src/Runtime/Templates";

    /// <summary>Where the expansions go. Nothing else is there.</summary>
    public const string Expansions = "src/Runtime/Kernels/Expanded";

    // What the templates share.
    private const string Included = "Aliases.sbncs";

    /// <summary>Every expansion, in the order of their paths.</summary>
    /// <exception cref="InvalidOperationException">A template is not well-formed.</exception>
    public IReadOnlyList<Expansion> Expand() =>
        [.. ExpandAll().OrderBy(expansion => expansion.Path, StringComparer.Ordinal)];

    private IEnumerable<Expansion> ExpandAll() =>
        from path in Directory.EnumerateFiles(Path.Combine(repository, Templates), "*.sbncs")
        let file = Path.GetFileName(path)
        where file != Included
        let template = Parse(path)
        from width in (int[])[128, 256, 512]
        from isSingle in (bool[])[false, true]
        where Exists(Path.GetFileNameWithoutExtension(file), isSingle, width)
        select Expand(template, file, isSingle, width);

    private static bool Exists(string topic, bool isSingle, int width) => topic switch
    {
        // Rows outside the fast range: hardware with vectors of 512 bits uses vectors of 256 bits for them.
        "Fallback" => width < 512,
        // Float rows take their powers in double.
        "Focal" => !isSingle,
        // Transposes of narrower vectors have intrinsics for all that they need.
        "Shuffles" => width == 512,
        // The constants of all widths.
        "Vectors" => width == 512,
        _ => true,
    };

    // Most templates are a part of the steps; the others are a class of their own, or a part of one.
    private static string FileName(string topic, string element, string steps, int width) => topic switch
    {
        "Fallback" => steps + topic,
        "Dense" => string.Create(CultureInfo.InvariantCulture, $"{element}{topic}{width}"),
        "Focal" or "Log1p" or "Product" => $"{topic}.{steps}",
        "Vectors" => $"{element}Exp.{topic}",
        _ => $"{steps}.{topic}",
    };

    private static Template Parse(string path)
    {
        Template template = Template.Parse(Read(path), path);
        return template.HasErrors ? throw new InvalidOperationException(template.Messages.ToString()) : template;
    }

    // A checkout may have other line ends.
    private static string Read(string path) => File.ReadAllText(path).ReplaceLineEndings("\n");

    private Expansion Expand(Template template, string file, bool isSingle, int width)
    {
        string element = isSingle ? "Single" : "Double";
        string steps = string.Create(CultureInfo.InvariantCulture, $"{element}{width}");
        ScriptObject variables = new()
        {
            ["template"] = file,
            ["steps"] = steps,
            ["element"] = element,
            ["single"] = isSingle,
            ["bits"] = width,
            ["lanes"] = width / (isSingle ? 32 : 64),
            ["T"] = isSingle ? "float" : "double",
            ["integer"] = isSingle ? "Int32" : "Int64",
            // From double to the element type.
            ["cast"] = isSingle ? "(float)" : "",
            ["mantissa"] = isSingle ? 23 : 52,
            ["guard"] = isSingle ? 61 : 201,
            ["degree"] = isSingle ? 6 : 11,
        };
        variables.Import("indices", Indices);
        variables.Import("list", List);

        TemplateContext context = new()
        {
            TemplateLoader = new Loader(Path.Combine(repository, Templates)),
            StrictVariables = true,

            // Templates are our own: no limit guards against them.
            LoopLimit = 0,
        };
        context.PushCulture(CultureInfo.InvariantCulture);
        context.PushGlobal(variables);

        string name = FileName(Path.GetFileNameWithoutExtension(file), element, steps, width);
        return new($"{Expansions}/{name}.cs", template.Render(context));
    }

    // What the names of so many variables end with: 0, 1, 2, 3, and nothing for a single one.
    private static string[] Indices(int count) =>
        count == 1 ? [""] : [.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))];

    // A text for each of so many variables, # standing for what its name ends with.
    private static string List(int count, string text, string separator = ", ") =>
        string.Join(separator, Indices(count).Select(index => text.Replace("#", index, StringComparison.Ordinal)));

    private sealed class Loader(string directory) : ITemplateLoader
    {
        public string GetPath(TemplateContext context, SourceSpan callerSpan, string templateName) =>
            Path.Combine(directory, templateName);

        public string Load(TemplateContext context, SourceSpan callerSpan, string templatePath) => Read(templatePath);

        public ValueTask<string?> LoadAsync(TemplateContext context, SourceSpan callerSpan, string templatePath) =>
            new(Read(templatePath));
    }
}
