using SoftmaxGen.Generator.Model;
using Xunit;

namespace SoftmaxGen.Generator.Tests;

public class ParserTests
{
    [Theory]
    [InlineData("public partial class Head;", "class", false)]
    [InlineData("internal sealed partial class Head { }", "class", false)]
    [InlineData("public abstract partial class Head;", "class", false)]
    [InlineData("public static partial class Head;", "class", true)]
    [InlineData("public partial struct Head;", "struct", false)]
    [InlineData("public readonly partial struct Head(int seed) { public int Seed => seed; }", "struct", false)]
    [InlineData("public partial record Head;", "record", false)]
    [InlineData("public partial record class Head(int Seed);", "record", false)]
    [InlineData("public partial record struct Head;", "record struct", false)]
    [InlineData("public readonly partial record struct Head(int Seed);", "record struct", false)]
    public void Parse_of_each_kind_of_type_gives_a_head(string declaration, string keyword, bool isStatic)
    {
        HeadSpec head = ParseOne($"namespace Digits; [SoftmaxGen.SoftmaxHead(10)] {declaration}");

        Assert.Equal(
            new HeadSpec
            {
                Namespace = "Digits",
                ContainingTypes = [],
                Declaration = new TypeDeclaration(keyword, "Head"),
                IsStatic = isStatic,
                Classes = 10,
                Element = ElementInfo.Single,
                FileName = "Digits.Head",
            },
            head);
    }

    [Theory]
    [InlineData("SoftmaxHead(2)", 2, "Single")]
    [InlineData("SoftmaxHead(65536)", 65536, "Single")]
    [InlineData("SoftmaxHead(classes: 10, Element = typeof(double))", 10, "Double")]
    [InlineData("SoftmaxHead(10, Element = typeof(float))", 10, "Single")]
    [InlineData("SoftmaxHeadAttribute(10, Element = typeof(System.Double))", 10, "Double")]
    [InlineData("global::SoftmaxGen.SoftmaxHead(0x10, @Element = typeof(Real))", 16, "Double")]
    [InlineData("Classifier(10)", 10, "Single")]
    [InlineData("type: SoftmaxHead(10)", 10, "Single")]
    [InlineData("SoftmaxHead(Sizes.Digits)", 10, "Single")]
    [InlineData("SoftmaxHead(Sizes.Digits * 2 + 6)", 26, "Single")]
    [InlineData("SoftmaxHead((int)Digit.Count)", 11, "Single")]
    [InlineData("SoftmaxHead('a')", 97, "Single")]
    public void Parse_reads_each_way_to_write_the_attribute(string attribute, int classes, string element)
    {
        HeadSpec head = ParseOne($$"""
            using SoftmaxGen;
            using Classifier = SoftmaxGen.SoftmaxHeadAttribute;
            using Real = double;
            [{{attribute}}] partial class Head;
            static class Sizes { public const int Digits = 10; }
            enum Digit { Count = 11 }
            """);

        Assert.Equal(classes, head.Classes);
        Assert.Equal(element, head.Element.Prefix);
    }

    [Fact]
    public void Parse_reads_the_options_of_the_loss() => Assert.Equal(
        new LossSpec
        {
            Temperature = 0.7,
            LabelSmoothing = 0.1,
            ClassWeights = new([1, 0.5, 0]),
            IgnoreLabel = -100,
            FocalHalves = 5,
        },
        ParseOne("[SoftmaxGen.SoftmaxHead(3, Temperature = 0.7, LabelSmoothing = 0.1, ClassWeights = new[] { 1, 0.5, 0 }, IgnoreLabel = -100, FocalGamma = 2.5)] partial class Head;").Loss);

    [Theory]
    [InlineData("")]
    [InlineData(", Temperature = 1, LabelSmoothing = -0.0, ClassWeights = new[] { 1, 1, 1.0 }, FocalGamma = -0.0")]
    [InlineData(", ClassWeights = [1, 1, 1]")]
    [InlineData(", ClassWeights = null")]
    public void Options_that_change_nothing_are_as_if_not_set(string options) =>
        Assert.Equal(LossSpec.Plain, ParseOne($"[SoftmaxGen.SoftmaxHead(3{options})] partial class Head;").Loss);

    [Fact]
    public void Zeros_of_options_have_no_sign()
    {
        LossSpec loss = ParseOne("[SoftmaxGen.SoftmaxHead(3, LabelSmoothing = -0.0, ClassWeights = new[] { -0.0, 1, 2 })] partial class Head;").Loss;

        Assert.False(double.IsNegative(loss.LabelSmoothing));
        Assert.False(double.IsNegative(loss.ClassWeights[0]));
    }

    [Fact]
    public void Parse_reads_classes_from_an_enumeration()
    {
        HeadSpec head = ParseOne("""
            namespace Garden;
            [SoftmaxGen.SoftmaxHead(labels: typeof(Species))] partial class Head;
            enum Species : byte { Virginica = 2, Setosa = 0, @class = 1 }
            """);

        Assert.Equal(3, head.Classes);
        Assert.Equal(new LabelsSpec("global::Garden.Species", "byte", new(["Setosa", "class", "Virginica"])), head.Labels);
    }

    [Fact]
    public void ContainingTypes_come_from_the_outside_in()
    {
        HeadSpec head = ParseOne("""
            using SoftmaxGen;
            namespace One.Two
            {
                static partial class A
                {
                    partial interface IB<TKey, TValue> where TKey : notnull
                    {
                        public partial record struct C
                        {
                            partial struct D
                            {
                                public ref partial struct E
                                {
                                    partial record F<T> where T : unmanaged
                                    {
                                        [SoftmaxHead(3)]
                                        private partial class Head<TSelf> where TSelf : class;
                                    }
                                }
                            }
                        }
                    }
                }
            }
            """);

        Assert.Equal("One.Two", head.Namespace);
        Assert.Equal(
            [
                new("class", "A"),
                new("interface", "IB<TKey, TValue>"),
                new("record struct", "C"),
                new("struct", "D"),
                new("struct", "E"),
                new("record", "F<T>"),
            ],
            head.ContainingTypes);
        Assert.Equal(new TypeDeclaration("class", "Head<TSelf>"), head.Declaration);
        Assert.Equal("One.Two.A+IB`2+C+D+E+F`1+Head`1", head.FileName);
    }

    [Fact]
    public void Namespace_of_a_global_head_is_empty()
    {
        HeadSpec head = ParseOne("[SoftmaxGen.SoftmaxHead(3)] partial class Head;");

        Assert.Equal("", head.Namespace);
        Assert.Equal("Head", head.FileName);
    }

    [Fact]
    public void Keywords_are_escaped_in_source_but_not_in_file_names()
    {
        HeadSpec head = ParseOne("""
            namespace @namespace.@await.Plain
            {
                partial class @class<@int, @where>
                {
                    [SoftmaxGen.SoftmaxHead(3)]
                    partial struct @required;
                }
            }
            """);

        Assert.Equal("@namespace.@await.Plain", head.Namespace);
        Assert.Equal([new("class", "@class<@int, @where>")], head.ContainingTypes);
        Assert.Equal(new TypeDeclaration("struct", "@required"), head.Declaration);
        Assert.Equal("namespace.await.Plain.class`2+required", head.FileName);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("record")]
    [InlineData("scoped")]
    [InlineData("partial")]
    [InlineData("field")]
    [InlineData("extension")]
    [InlineData("nuint")]
    [InlineData("dynamic")]
    [InlineData("nint")]
    [InlineData("digits")]
    public void Names_that_may_become_keywords_are_escaped(string name)
    {
        HeadSpec head = ParseOne($"[SoftmaxGen.SoftmaxHead(3)] partial class @{name};");

        Assert.Equal("@" + name, head.Declaration.Name);
        Assert.Equal(name, head.FileName);
    }

    [Theory]
    [InlineData("Ziffern_größe", "Ziffern_größe")]
    [InlineData("数字", "数字")]
    [InlineData("\\u0041bc", "Abc")]
    [InlineData("Cafe\u0301", "Cafe-0301")]
    [InlineData("Zif\u200Dfer", "Ziffer")]
    [InlineData("a\u203Fb", "a-203Fb")]
    [InlineData("_Ⅷ", "_-2167")]
    public void FileName_of_unicode_is_one_that_the_compiler_accepts(string name, string fileName)
    {
        GeneratorRun run = GeneratorHarness.Run($"[SoftmaxGen.SoftmaxHead(3)] partial class {name};");

        Assert.Equal(fileName, Assert.Single(run.Heads).FileName);
        Assert.Equal([$"{fileName}.g.cs"], run.HintNames);
    }

    [Fact]
    public void Attribute_on_any_part_of_the_type_gives_a_head()
    {
        GeneratorRun run = GeneratorHarness.Run(
            "public partial class Head { public static float Mine => 1; }",
            "[SoftmaxGen.SoftmaxHead(3)] partial class Head;",
            "abstract partial class Head { }");

        Assert.Equal("Head", Assert.Single(run.Heads).FileName);
    }

    [Fact]
    public void Attribute_of_another_namespace_gives_no_head()
    {
        GeneratorRun run = GeneratorHarness.Run("""
            namespace Mine
            {
                sealed class SoftmaxHeadAttribute(int classes) : System.Attribute { public int Classes => classes; }
                [SoftmaxHead(3)] partial class Head;
            }
            """);

        Assert.Empty(run.Heads);
        Assert.Empty(run.Sources);
    }

    private static HeadSpec ParseOne(string source) => Assert.Single(GeneratorHarness.Run(source).Heads);
}
