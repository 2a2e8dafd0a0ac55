using SoftmaxGen.Benchmarks.Report;

namespace SoftmaxGen.Package.Tests;

/// <summary>The speed section of README.md has the figures of docs/performance and no others.</summary>
public sealed class SpeedSectionTests
{
    private const string Empty = """
        before
        <!-- speed: written by tests/Benchmarks from docs/performance/README.md -->
        12 ns
        <!-- end of speed -->
        after
        """;

    private const string Machine = """
        ## Machine

        | | |
        | --- | --- |
        | processor | Abacus, 2 logical cores |
        | widest accelerated vector | 512 bits |

        """;

    private const string Softmax = """
        ## Softmax of a batch, float

        | N | SoftmaxGen | TensorPrimitives.SoftMax | loop over Exp | C++ bar, best layout |
        | ---: | ---: | ---: | ---: | ---: |
        | 2 | 0.80 | 10.4 | 12.6 | 2.39 |
        | 3 | 1.50 | 15.6 | 18.7 | 3.57 |
        | 10 | 4.80 | 26.8 | 69.5 | 7.30 |
        | 100 | 42.0 | 108 | 968 | 65.4 |
        | 1000 | 283 | 764 | 8870 | 475 |
        | geometric mean |  |  |  |  |

        """;

    private const string Ratios = """
        ## Loss and gradient of a batch from labels, float

        | N | SoftmaxGen | gradient / softmax |
        | ---: | ---: | ---: |
        | 2 | 1.05 | 1.31 |
        | 3 | 1.93 | 1.07 |
        | geometric mean |  | 9.99 |

        ## Softmax of a batch, double

        | N | SoftmaxGen | double / float |
        | ---: | ---: | ---: |
        | 2 | 2.22 | 2.01 |
        | 3 | 3.68 | 2.80 |

        """;

    [Fact]
    public void Readme_has_the_figures_of_the_performance_page() =>
        Assert.Equal(
            SpeedSection.Insert(TestFiles.Readme, File.ReadAllText(TestFiles.InRepository("docs/performance/README.md"))),
            TestFiles.Readme.ReplaceLineEndings("\n"));

    [Fact]
    public void Insert_takes_each_figure_from_its_cell() =>
        Assert.Equal(
            """
            before
            <!-- speed: written by tests/Benchmarks from docs/performance/README.md -->
            Softmax of a batch of floats, in nanoseconds per row on one thread of an Abacus, 2 logical cores, with vectors of 512 bits:

            | N | SoftmaxGen | `TensorPrimitives.SoftMax` | hand-written C++ with AVX2 |
            | ---: | ---: | ---: | ---: |
            | 2 | 0.80 | 10.4 | 2.39 |
            | 10 | 4.80 | 26.8 | 7.30 |
            | 100 | 42.0 | 108 | 65.4 |
            | 1000 | 283 | 764 | 475 |

            Loss and gradient together take 1.0 to 1.4 times as long, doubles 2.0 to 2.8 times.
            <!-- end of speed -->
            after
            """,
            SpeedSection.Insert(Empty, Machine + Softmax + Ratios));

    [Fact]
    public void Insert_without_times_of_the_bar_leaves_them_out()
    {
        string section = SpeedSection.Insert(Empty, Machine + Softmax.Replace("C++ bar, best layout", "other", StringComparison.Ordinal) + Ratios);

        Assert.Contains("| N | SoftmaxGen | `TensorPrimitives.SoftMax` |\n| ---: | ---: | ---: |\n| 2 | 0.80 | 10.4 |\n", section, StringComparison.Ordinal);
    }

    [Fact]
    public void Insert_without_a_table_throws() =>
        Assert.Throws<FormatException>(() => SpeedSection.Insert(Empty, Machine + Softmax));

    [Fact]
    public void Insert_without_the_marks_throws() =>
        Assert.Throws<FormatException>(() => SpeedSection.Insert("before", Machine + Softmax + Ratios));
}
