using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace SoftmaxGen.Generator.Tests;

/// <summary>What the snapshots of members leave out.</summary>
public class GeneratedFileTests
{
    [Fact]
    public void WithoutKernels_of_one_namespace_keeps_the_head() => AssertWithoutKernels(
        """
        // The header.
        #pragma warning disable CS0108

        namespace N
        {
            /// <summary>The head.</summary>
            partial class Outer
            {
                partial struct Head
                {
                    public const int ClassCount = 2;
                }
            }

            /// <summary>Kernels.</summary>
            file readonly struct HeadKernels
            {
                private enum Nested;
            }

            file abstract class Wide
            {
            }
        }

        """,
        """
        // The header.
        #pragma warning disable CS0108

        namespace N
        {
            /// <summary>The head.</summary>
            partial class Outer
            {
                partial struct Head
                {
                    public const int ClassCount = 2;
                }
            }
        }

        """);

    [Fact]
    public void WithoutKernels_of_two_namespaces_drops_the_empty_one() => AssertWithoutKernels(
        """
        namespace N
        {
            partial class Head;
        }

        namespace Kernels
        {
            namespace Inner
            {
                file enum Layout { }
            }

            file class Wide;
        }

        """,
        """
        namespace N
        {
            partial class Head;
        }

        """);

    [Fact]
    public void WithoutKernels_of_the_global_namespace_keeps_the_head() => AssertWithoutKernels(
        """
        partial class Head;

        file class Wide;

        """,
        """
        partial class Head;

        """);

    private static void AssertWithoutKernels(string file, string expected) =>
        Assert.Equal(expected, GeneratedFile.WithoutKernels(CSharpSyntaxTree.ParseText(file).GetRoot()).ToFullString());
}
