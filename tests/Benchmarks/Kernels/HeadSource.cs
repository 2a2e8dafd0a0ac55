using System.Globalization;
using SoftmaxGen.Benchmarks.Report;
using SoftmaxGen.Benchmarks.Timing;

namespace SoftmaxGen.Benchmarks.Kernels;

/// <summary>A head that is compiled while the program runs.</summary>
/// <param name="Element">Its element type.</param>
/// <param name="Classes">Its class count.</param>
/// <param name="Suffix">The end of its name, which tells heads apart that differ in their options alone.</param>
/// <param name="Options">The other arguments of its attribute.</param>
internal sealed record HeadSource(ElementKind Element, int Classes, string Suffix = "", string Options = "")
{
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Element}{Classes}{Suffix}");

    public string Text
    {
        get
        {
            string[] arguments = [Classes.ToString(CultureInfo.InvariantCulture), $"Element = typeof({Names.Of(Element)})", Options];
            return $"[SoftmaxGen.SoftmaxHead({string.Join(", ", arguments.Where(argument => argument.Length > 0))})] public partial struct {Name};";
        }
    }

    /// <summary>Heads of both element types without options.</summary>
    public static IReadOnlyList<HeadSource> Plain(IEnumerable<int> classCounts) =>
    [
        .. from classes in classCounts
           from element in Enum.GetValues<ElementKind>()
           select new HeadSource(element, classes),
    ];
}
