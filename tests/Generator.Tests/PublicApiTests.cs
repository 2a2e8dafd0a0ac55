using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace SoftmaxGen.Generator.Tests;

/// <summary>What is public changes only on purpose.</summary>
public class PublicApiTests
{
    private const string Advice =
        "The public API changed. If that is meant, run the test with SOFTMAXGEN_ACCEPT_SNAPSHOTS=1, read the difference and add a line to CHANGELOG.md.";

    private const string BindingAdvice =
        "What generated code binds to changed. docs/compatibility.md says which changes a version may make. " + Advice;

    private const string BindingHeader =
        """
        // What generated code binds to, and no user calls. Code that was generated before a change of this file is still
        // there, compiled or checked in: docs/compatibility.md says with which versions of the runtime it must work. Within
        // these a member may be added, but no abstract one to an interface, and none may be removed or changed.


        """;

    private const string Heads =
        """
        using SoftmaxGen;

        namespace Consumer;

        [SoftmaxHead(10)]
        public static partial class Plain;

        public enum Species { Setosa, Versicolor, Virginica }

        [SoftmaxHead(typeof(Species), Element = typeof(double))]
        public partial struct Labelled;

        [SoftmaxHead(10, Features = 64)]
        public partial class Dense;

        [SoftmaxHead(3, Weights = "iris.csv")]
        public sealed partial record Trained;
        """;

    [Fact]
    public void Attributes_are_as_approved() =>
        Snapshots.VerifyText("SoftmaxGen.Attributes", PublicApi.Of(Namespace(typeof(SoftmaxHeadAttribute), "SoftmaxGen")), Advice);

    [Fact]
    public void Runtime_is_as_approved() =>
        Snapshots.VerifyText("SoftmaxGen.Runtime", PublicApi.Of(Namespace(typeof(ISoftmaxHead<>), "SoftmaxGen")), Advice);

    [Fact]
    public void What_generated_code_binds_to_is_as_approved() =>
        Snapshots.VerifyText("SoftmaxGen.Runtime", BindingHeader + PublicApi.Of(Namespace(typeof(ISoftmaxHead<>), "SoftmaxGen.Runtime")), BindingAdvice);

    [Fact]
    public void Public_types_are_in_no_other_namespace() => Assert.All(
        new[] { typeof(SoftmaxHeadAttribute), typeof(ISoftmaxHead<>) }.SelectMany(type => type.Assembly.GetExportedTypes()),
        type => Assert.True(type.Namespace is "SoftmaxGen" or "SoftmaxGen.Runtime", type.FullName));

    [Fact]
    public void Heads_are_as_approved()
    {
        ProjectOptions options = new() { AdditionalFiles = [new AdditionalFile("/iris.csv", "1,2,3\n4,5,6\n7,8,9")] };
        GeneratorHarness.CreateDriver(options).RunGeneratorsAndUpdateCompilation(GeneratorHarness.Compile(options, Heads), out Compilation project, out _);

        Snapshots.VerifyText("Consumer", PublicApi.Of(project.Assembly.GlobalNamespace.GetNamespaceMembers().Single(space => space.Name == "Consumer")), Advice);
    }

    [Theory]
    [InlineData(
        "public interface I<T> where T : unmanaged { static abstract int Count { get; } static abstract T M(scoped ReadOnlySpan<T> a, ref readonly int b, out int c); int N => 1; } public interface J<in T> : IDisposable;",
        """
        public interface I<T> where T : unmanaged
        {
            static abstract T M(scoped ReadOnlySpan<T> a, ref readonly int b, out int c);
            static abstract int Count { get; }
            virtual int N { get; }
        }

        public interface J<in T> : IDisposable
        {
        }

        """)]
    [InlineData(
        "public readonly ref struct R { public readonly Span<int> Field; public R(int a = 3) { } internal readonly int Hidden; } public enum E : byte { A = 1, B = 4 } internal class Hidden; file class Local;",
        """
        public enum E : byte
        {
            A = 1;
            B = 4;
        }

        public readonly ref struct R
        {
            public readonly Span<int> Field;
            public R(int a = 3);
        }

        """)]
    [InlineData(
        "[Obsolete] public sealed class A { public string? Name { get; set; } public const int Two = 2; } public abstract class B<T, U> : List<T>, IDisposable where T : struct where U : Enum { protected B() { } public abstract void Dispose(); public class Nested { protected internal virtual int M<V>(V value) where V : class => 0; private protected int Hidden; } }",
        """
        [System.ObsoleteAttribute]
        public sealed class A
        {
            public const int Two = 2;
            public A();
            public string? Name { get; set; }
        }

        public abstract class B<T, U> : List<T>, IDisposable where T : struct where U : Enum
        {
            protected B();
            public abstract void Dispose();
            public class B<T, U>.Nested
            {
                public Nested();
                protected internal virtual int M<V>(V value) where V : class;
            }
        }

        """)]
    public void Text_shows_what_is_public(string source, string text)
    {
        CSharpCompilation compilation = GeneratorHarness.Compile(new ProjectOptions(), "using System; using System.Collections.Generic;\n" + source);
        using MemoryStream assembly = new();
        Assert.Empty(compilation.Emit(assembly).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        MetadataReference reference = MetadataReference.CreateFromImage(assembly.ToArray());

        Assert.Equal(text, PublicApi.Of(Assembly(reference).GlobalNamespace));
    }

    private static INamespaceSymbol Namespace(Type type, string name) => name.Split('.').Aggregate(
        Assembly(MetadataReference.CreateFromFile(type.Assembly.Location)).GlobalNamespace,
        (space, part) => space.GetNamespaceMembers().Single(member => member.Name == part));

    private static IAssemblySymbol Assembly(MetadataReference reference) =>
        (IAssemblySymbol)GeneratorHarness.Compile(new ProjectOptions { Runtime = null, References = [GeneratorHarness.RuntimeReference, reference] }).GetAssemblyOrModuleSymbol(reference)!;
}
