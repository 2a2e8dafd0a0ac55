namespace SoftmaxGen.CodeFixes.Tests;

public class PartialFixTests
{
    [Theory]
    [InlineData("[SoftmaxHead(3)] class {|SMG001:Head|};", "[SoftmaxHead(3)] partial class Head;")]
    [InlineData("[SoftmaxHead(3)] public static class {|SMG001:Head|} { }", "[SoftmaxHead(3)] public static partial class Head { }")]
    [InlineData("[SoftmaxHead(3)] static internal class {|SMG001:Head|} { }", "[SoftmaxHead(3)] static internal partial class Head { }")]
    [InlineData("[SoftmaxHead(3)] sealed public class {|SMG001:Head|} { }", "[SoftmaxHead(3)] sealed public partial class Head { }")]
    [InlineData("[SoftmaxHead(3)] readonly struct {|SMG001:Head|};", "[SoftmaxHead(3)] readonly partial struct Head;")]
    [InlineData("[SoftmaxHead(3)] public record {|SMG001:Head|}(int A);", "[SoftmaxHead(3)] public partial record Head(int A);")]
    [InlineData("[SoftmaxHead(3)] record class {|SMG001:Head|};", "[SoftmaxHead(3)] partial record class Head;")]
    [InlineData("[SoftmaxHead(3)] public readonly record struct {|SMG001:Head|};", "[SoftmaxHead(3)] public readonly partial record struct Head;")]
    [InlineData("[SoftmaxHead(3)] class {|SMG001:@class|}<T> where T : class;", "[SoftmaxHead(3)] partial class @class<T> where T : class;")]
    public async Task Head_of_any_kind_gets_the_modifier(string before, string after) =>
        await new FixTest<PartialFixProvider>(before, after).RunAsync();

    [Fact]
    public async Task Comments_and_white_space_stay() => await new FixTest<PartialFixProvider>(
        """
        // A file.

        /// <summary>A head.</summary>
        [SoftmaxHead(3)] // three
        // Not partial yet.
        #region Digits
        public /* for all */
            static  // has no instances
            /* a */ class /* b */ {|SMG001:Head|}
        #endregion
        {
        }

        /// <summary>Without modifiers.</summary>
        [SoftmaxHead(3)]
            /* a */ struct {|SMG001:Other|};
        """,
        """
        // A file.

        /// <summary>A head.</summary>
        [SoftmaxHead(3)] // three
        // Not partial yet.
        #region Digits
        public /* for all */
            static  // has no instances
            /* a */ partial class /* b */ Head
        #endregion
        {
        }

        /// <summary>Without modifiers.</summary>
        [SoftmaxHead(3)]
            /* a */ partial struct Other;
        """).RunAsync();

    [Theory]
    [InlineData(
        "class {|SMG002:A|} { [SoftmaxHead(3)] partial class Head; }",
        "partial class A { [SoftmaxHead(3)] partial class Head; }",
        "Add 'partial' to 'A'")]
    [InlineData(
        "public interface {|SMG002:A|}<T> { partial record B { internal readonly struct {|SMG002:C|} { [SoftmaxHead(3)] public static class {|SMG001:Head|}; } } }",
        "public partial interface A<T> { partial record B { internal readonly partial struct C { [SoftmaxHead(3)] public static partial class Head; } } }",
        "Add 'partial' to 'A' and 'C' and 'Head'")]
    public async Task Head_and_types_around_it_get_the_modifier_in_one_step(string before, string after, string title) =>
        await new FixTest<PartialFixProvider>(before, after) { Action = (0, title), NumberOfIncrementalIterations = 1 }.RunAsync();

    [Fact]
    public async Task Types_around_several_heads_get_the_modifier_once() => await new FixTest<PartialFixProvider>(
        """
        class {|SMG002:{|SMG002:{|SMG002:Outer|}|}|}
        {
            [SoftmaxHead(3)] class {|SMG001:First|};
            [SoftmaxHead(4)] partial class Second;
            struct {|SMG002:Inner|} { [SoftmaxHead(5)] class {|SMG001:Third|}; }
        }

        [SoftmaxHead(3)] class {|SMG001:Fourth|};
        """,
        """
        partial class Outer
        {
            [SoftmaxHead(3)] partial class First;
            [SoftmaxHead(4)] partial class Second;
            partial struct Inner { [SoftmaxHead(5)] partial class Third; }
        }

        [SoftmaxHead(3)] partial class Fourth;
        """)
    .RunAsync();

    [Fact]
    public async Task Stubs_beside_the_types_are_left_alone() => await new FixTest<PartialFixProvider>(
        "class {|SMG002:Outer|} { [SoftmaxHead(3)] class {|SMG001:Head|}; }",
        "partial class Outer { [SoftmaxHead(3)] partial class Head; }")
    { RunsGenerator = true }.RunAsync();

    [Fact]
    public async Task Every_declaration_of_a_type_gets_the_modifier() => await new FixTest<PartialFixProvider>(
        [
            "class {|SMG002:Outer|} { [SoftmaxHead(3)] partial class Head; }",
            "namespace N { [SoftmaxHead(3)] class {|SMG001:Other|}; } class Outer { int A; }",
            "namespace N { class Other { } class Other { int A; } }",
        ],
        [
            "partial class Outer { [SoftmaxHead(3)] partial class Head; }",
            "namespace N { [SoftmaxHead(3)] partial class Other; } partial class Outer { int A; }",
            "namespace N { partial class Other { } partial class Other { int A; } }",
        ])
    {
        // One document at a time, its fixes change others as well.
        NumberOfFixAllInDocumentIterations = 2,
    }.RunAsync();

    [Fact]
    public async Task Heads_of_all_files_are_fixed_at_once() => await new FixTest<PartialFixProvider>(
        ["[SoftmaxHead(3)] class {|SMG001:A|};", "[SoftmaxHead(3)] class {|SMG001:B|}; class {|SMG002:C|} { [SoftmaxHead(3)] class {|SMG001:D|}; }"],
        ["[SoftmaxHead(3)] partial class A;", "[SoftmaxHead(3)] partial class B; partial class C { [SoftmaxHead(3)] partial class D; }"])
    { NumberOfFixAllInDocumentIterations = 2 }.RunAsync();
}
