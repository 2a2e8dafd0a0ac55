using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Package.Tests;

/// <summary>Labels that are not of int are one error each, whose text names their type; docs/interoperability.md converts them.</summary>
public sealed class LabelTypeTests(ExtractedPackage package) : IClassFixture<ExtractedPackage>
{
    [Theory]
    [InlineData("byte[]")]
    [InlineData("short[]")]
    [InlineData("long[]")]
    public void Array_of_labels_of_another_type_is_one_clear_error(string type)
    {
        Diagnostic error = Assert.Single(Snippet.Errors(package, $$"""
            using SoftmaxGen;

            {{type}} labels = [0, 1];
            Console.WriteLine(Head.CrossEntropy(new float[6], labels));

            [SoftmaxHead(classes: 3)]
            public static partial class Head;
            """));

        Assert.Equal("CS1503", error.Id);
        Assert.EndsWith($"cannot convert from '{type}' to 'int'", error.GetMessage(), StringComparison.Ordinal);
    }
}
