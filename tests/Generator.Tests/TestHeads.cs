using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Tests;

/// <summary>Heads as the parser gives them, without a compilation.</summary>
internal static class TestHeads
{
    public static HeadSpec Spec(int classes, ElementInfo element, int? features = null) => new()
    {
        Namespace = "Digits",
        ContainingTypes = [],
        Declaration = new TypeDeclaration("class", "Head"),
        IsStatic = false,
        Classes = classes,
        Element = element,
        FileName = "Digits.Head",
        Features = features,
    };
}
