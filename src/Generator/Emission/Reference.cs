using SoftmaxGen.Generator.Model;
using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Emission;

/// <summary>What a kernel is given: a reference to the first of some numbers, or a number.</summary>
/// <param name="Type">The type of the numbers.</param>
/// <param name="Name">Its name.</param>
/// <param name="Width">How many numbers belong to a row; 0 for a number that all rows share.</param>
internal readonly record struct Reference(string Type, string Name, int Width)
{
    public static Reference Label => new("int", "label", 1);

    public static Reference Divisor => new("double", "divisor", 0);

    public string Declaration => Width == 0 ? $"{Type} {Name}" : $"ref {Type} {Name}";

    public string Argument => Width == 0 ? Name : $"ref {Name}";

    /// <summary>The parameters of a kernel.</summary>
    public static string Declarations(IEnumerable<Reference> references) => string.Join(", ", references.Select(reference => reference.Declaration));

    /// <summary>The arguments that pass them on.</summary>
    public static string Arguments(IEnumerable<Reference> references) => string.Join(", ", references.Select(reference => reference.Argument));

    /// <summary>The assignments that move on by some rows.</summary>
    public static string Next(IEnumerable<Reference> references, int rows) => string.Join(", ", references
        .Where(reference => reference.Width > 0)
        .Select(reference => $"{reference.Name} = ref At(ref {reference.Name}, {rows * reference.Width})"));

    /// <summary>A number for each class of a row.</summary>
    public static Reference Rows(HeadPlan plan, string name) => new(Element(plan), name, plan.Head.Classes);

    /// <summary>A number for each row.</summary>
    public static Reference Items(HeadPlan plan, string name) => new(Element(plan), name, 1);

    public static string Element(HeadPlan plan) => plan.Head.Element == ElementType.Single ? "float" : "double";
}
