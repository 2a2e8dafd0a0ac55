using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Emission;

/// <summary>A parameter of a kernel: a reference to the first of some numbers, or a number.</summary>
/// <param name="Type">The type of the numbers.</param>
/// <param name="Name">Its name.</param>
/// <param name="Width">How many numbers belong to a row; 0 for a number that all rows share.</param>
internal readonly record struct KernelParameter(string Type, string Name, int Width)
{
    public static KernelParameter Label => new("int", "label", 1);

    public static KernelParameter Labels => new("int", "labels", 1);

    public static KernelParameter Divisor => new("double", "divisor", 0);

    private string Declaration => Width == 0 ? $"{Type} {Name}" : $"ref {Type} {Name}";

    private string Argument => Width == 0 ? Name : $"ref {Name}";

    /// <summary>A number for each class of a row.</summary>
    public static KernelParameter PerClass(HeadPlan plan, string name) => new(plan.Head.Element.Keyword, name, plan.Head.Classes);

    /// <summary>A number for each feature of a row, or of a class.</summary>
    public static KernelParameter PerFeature(HeadPlan plan, string name) => new(plan.Head.Element.Keyword, name, plan.Head.Features ?? 0);

    /// <summary>Where the gradients of a dense layer go.</summary>
    public static KernelParameter Gradients(HeadPlan plan) => new($"Gradients<{plan.Head.Element.Keyword}>", "gradients", 0);

    /// <summary>A number for each row.</summary>
    public static KernelParameter PerRow(HeadPlan plan, string name) => new(plan.Head.Element.Keyword, name, 1);

    /// <summary>The parameters of a kernel.</summary>
    public static string Declarations(IEnumerable<KernelParameter> parameters) => string.Join(", ", parameters.Select(parameter => parameter.Declaration));

    /// <summary>The arguments that pass them on.</summary>
    public static string Arguments(IEnumerable<KernelParameter> parameters) => string.Join(", ", parameters.Select(parameter => parameter.Argument));

    /// <summary>The assignments that move on by a group of rows, on a line of their own each where there are many.</summary>
    public static string NextGroup(IEnumerable<KernelParameter> parameters)
    {
        string[] next =
        [
            .. parameters
                .Where(parameter => parameter.Width > 0)
                .Select(parameter => $"{parameter.Name} = ref Unsafe.Add(ref {parameter.Name}, {(parameter.Width == 1 ? "" : $"{parameter.Width} * ")}S.Width)"),
        ];
        return string.Join(next.Length > 2 ? ",\n    " : ", ", next);
    }
}
