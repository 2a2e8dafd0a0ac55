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

    /// <summary>Losses of so many classes: each option alone, and all of them together.</summary>
    public static IReadOnlyList<LossSpec> Losses(int classes)
    {
        LossSpec all = new()
        {
            Temperature = 0.7,
            LabelSmoothing = 0.1,
            ClassWeights = new([.. Enumerable.Range(0, classes).Select(label => 1.5 * (label % 5))]),
            IgnoreLabel = -100,
            FocalHalves = 5,
        };
        return
        [
            new() { Temperature = all.Temperature }, new() { LabelSmoothing = all.LabelSmoothing }, new() { ClassWeights = all.ClassWeights },
            new() { IgnoreLabel = all.IgnoreLabel }, new() { FocalHalves = all.FocalHalves }, all,
        ];
    }
}
