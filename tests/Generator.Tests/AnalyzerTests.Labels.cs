using System.Globalization;
using Microsoft.CodeAnalysis;
using Xunit;

namespace SoftmaxGen.Generator.Tests;

/// <summary>Tests of what is reported about enumerations of labels.</summary>
public partial class AnalyzerTests
{
    [Theory]
    [InlineData("typeof([|int|])", "int")]
    [InlineData("typeof([|Head|])", "Head")]
    [InlineData("typeof([|float?|])", "float?")]
    [InlineData("typeof([|DayOfWeek?|])", "DayOfWeek?")]
    [InlineData("typeof([|DayOfWeek[]|])", "DayOfWeek[]")]
    [InlineData("typeof([|Enum|])", "Enum")]
    [InlineData("typeof([|void|])", "void")]
    [InlineData("typeof([|System.Collections.Generic.List<>|])", "List<>")]
    [InlineData("labels: typeof([|Missing|])", "Missing")]
    [InlineData("[|null|]", "null")]
    [InlineData("[|(Type?)null|]", "null")]
    public async Task SMG025_type_that_is_no_enum_is_reported(string labels, string shown) => await AssertReports(
        $"[SoftmaxHead({labels})] partial class Head;",
        "SMG025",
        $"'{shown}' cannot name the classes of a head because it is not an enum: use an enum with a member for each class, or give the class count");

    [Fact]
    public async Task SMG025_enum_in_an_unbound_type_is_reported() => await AssertReports(
        "[SoftmaxHead(typeof([|Outer<>.Labels|]))] partial class Head; class Outer<T> { public enum Labels { A, B } }",
        "SMG025",
        "'Outer<>.Labels' cannot name the classes of a head because the type around it has no type arguments: write them, or use another enum");

    [Theory]
    [InlineData("enum Labels { A, B = 2, C }", "'C' has the value 3, and no member has 1", 3)]
    [InlineData("enum Labels { A = 1, B }", "'B' has the value 2, and no member has 0", 2)]
    [InlineData("enum Labels { A = -1, B, C }", "'A' has the value -1, and no member has 2", 3)]
    [InlineData("enum Labels : sbyte { A, B = -128 }", "'B' has the value -128, and no member has 1", 2)]
    [InlineData("enum Labels : ulong { A, B = ulong.MaxValue }", "'B' has the value 18446744073709551615, and no member has 1", 2)]
    [InlineData("enum Labels : long { A = 0, @class = 1L << 32 }", "'class' has the value 4294967296, and no member has 1", 2)]
    [InlineData("enum Labels : long { A = long.MinValue, B }", "'A' has the value -9223372036854775808, and no member has 0", 2)]
    [InlineData("enum Labels : uint { A, B = uint.MaxValue }", "'B' has the value 4294967295, and no member has 1", 2)]
    public async Task SMG025_values_that_are_no_labels_are_reported(string labels, string reason, int count) => await AssertReports(
        $"[SoftmaxHead(typeof([|Labels|]))] partial class Head; {labels}",
        "SMG025",
        string.Create(CultureInfo.InvariantCulture, $"'Labels' cannot name the classes of a head because {reason}: give its {count} members the values 0 to {count - 1}"));

    [Theory]
    [InlineData("enum Labels { A, B, C = B }", "'B' and 'C' both have the value 1")]
    [InlineData("enum Labels { A = 7, B = 7 }", "'A' and 'B' both have the value 7")]
    [InlineData("enum Labels : ulong { A, B = ulong.MaxValue, C = ulong.MaxValue }", "'B' and 'C' both have the value 18446744073709551615")]
    public async Task SMG025_values_of_two_members_are_reported(string labels, string reason) => await AssertReports(
        $"[SoftmaxHead(typeof([|Labels|]))] partial class Head; {labels}",
        "SMG025",
        $"'Labels' cannot name the classes of a head because {reason}: give each class a value of its own");

    [Fact]
    public async Task SMG025_flags_are_reported() => await AssertReports(
        "[SoftmaxHead(typeof([|Labels|]))] partial class Head; [Flags] enum Labels { A, B }",
        "SMG025",
        "'Labels' cannot name the classes of a head because it has [Flags], and a combination of members is no class: remove [Flags], or use another enum");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65537)]
    public async Task SMG004_enum_of_too_few_or_too_many_members_is_reported(int count) => await AssertReports(
        $"[SoftmaxHead(typeof([|Labels|]))] partial class Head; enum Labels {{ {string.Join(", ", Enumerable.Range(0, count).Select(value => string.Create(CultureInfo.InvariantCulture, $"L{value}")))} }}",
        "SMG004",
        string.Create(CultureInfo.InvariantCulture, $"Class count {count} is out of range; expected 2 to 65536"));

    [Theory]
    [InlineData("[SoftmaxHead(typeof([|Labels|]))] public partial class Head; enum Labels { A, B }", "Labels", "Labels", "Head")]
    [InlineData("[SoftmaxHead(typeof([|Labels|]))] partial class Head { enum Labels { A, B } }", "Head.Labels", "Head.Labels", "Head")]
    [InlineData("[SoftmaxHead(typeof([|Outer.Labels|]))] public partial class Head; class Outer { public enum Labels { A, B } }", "Outer.Labels", "Outer", "Head")]
    [InlineData("[SoftmaxHead(typeof([|Outer<Hidden>.Labels|]))] public partial class Head; struct Hidden; public class Outer<T> { public enum Labels { A, B } }", "Outer<Hidden>.Labels", "Hidden", "Head")]
    [InlineData("[SoftmaxHead(typeof([|Outer<Hidden[]>.Labels|]))] public partial class Head; struct Hidden; public class Outer<T> { public enum Labels { A, B } }", "Outer<Hidden[]>.Labels", "Hidden", "Head")]
    [InlineData("public partial class Outer { [SoftmaxHead(typeof([|Labels|]))] protected internal partial class Head; protected enum Labels { A, B } }", "Outer.Labels", "Outer.Labels", "Outer.Head")]
    [InlineData("public partial class Outer { [SoftmaxHead(typeof([|Labels|]))] internal partial class Head; protected enum Labels { A, B } }", "Outer.Labels", "Outer.Labels", "Outer.Head")]
    [InlineData("public partial class Outer { [SoftmaxHead(typeof([|Labels|]))] protected partial class Head; private protected enum Labels { A, B } }", "Outer.Labels", "Outer.Labels", "Outer.Head")]
    [InlineData("public partial class Outer { [SoftmaxHead(typeof([|Labels|]))] internal partial class Head; private enum Labels { A, B } }", "Outer.Labels", "Outer.Labels", "Outer.Head")]
    [InlineData("public partial class Outer { [SoftmaxHead(typeof([|Labels|]))] public partial class Head; protected internal enum Labels { A, B } }", "Outer.Labels", "Outer.Labels", "Outer.Head")]
    public async Task SMG026_enum_less_accessible_than_the_head_is_reported(string source, string labels, string part, string head) => await AssertReports(
        source,
        "SMG026",
        $"The members of the head cannot have '{labels}' in their signatures because '{part}' is less accessible than '{head}' and its public members: make '{part}' more accessible, or '{head}' less");

    [Fact]
    public async Task SMG026_file_local_enum_is_reported() => await AssertReports(
        "[SoftmaxHead(typeof([|Labels|]))] partial class Head; file enum Labels { A, B }",
        "SMG026",
        "The members of the head cannot have 'Labels' in their signatures because 'Labels' is file-local, and the generated members are in another file: remove the 'file' modifier from 'Labels'");

    [Fact]
    public async Task SMG026_enum_under_an_alias_alone_is_reported()
    {
        const string Source = "extern alias Garden; [SoftmaxGen.SoftmaxHead(typeof([|Garden::Species|]))] static partial class Head;";
        MetadataReference library = GeneratorHarness.Compile(new ProjectOptions(), "public enum Species { Setosa, Virginica }").ToMetadataReference();

        await AssertReports(
            Source,
            "SMG026",
            "The members of the head cannot have 'Species' in their signatures because the reference to 'Consumer' has an alias alone, and generated code uses none: add the alias 'global' to the reference",
            new ProjectOptions { References = [library.WithAliases(["Garden"])] },
            usings: "");
        await AssertReportsNothing(
            Source.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal),
            new ProjectOptions { References = [library.WithAliases(["Garden", "global"])] },
            usings: "");
    }

    [Theory]
    [InlineData("[SoftmaxHead(typeof(DayOfWeek))] public partial class Head;")]
    [InlineData("[SoftmaxHead(typeof(Labels))] partial class Head; enum Labels { C = 2, A = 0, B }")]
    [InlineData("[SoftmaxHead(typeof(@enum))] partial class Head; enum @enum : ulong { @class, @int }")]
    [InlineData("[SoftmaxHead(typeof(Labels))] public partial class Head { public enum Labels : sbyte { A, B } }")]
    [InlineData("[SoftmaxHead(typeof(Outer<Head[]>.Inner<string>.Labels))] partial class Head; class Outer<T> where T : class { public class Inner<U> { internal enum Labels { A, B } } }")]
    public async Task Enums_that_name_classes_are_not_reported(string source) => await AssertReportsNothing(source, new ProjectOptions());
}
