using System.Globalization;
using Microsoft.CodeAnalysis.Text;
using SoftmaxGen.Generator.Emission;
using SoftmaxGen.Generator.Model;
using SoftmaxGen.Generator.Parsing;
using SoftmaxGen.Generator.Planning;
using Xunit;

namespace SoftmaxGen.Generator.Tests;

/// <summary>Generated text and diagnostics are the same in every culture.</summary>
public class CultureTests
{
    // Each kind of plan: kernels have negative lanes from 100 classes on, and numbers of more than three digits in long rows.
    private static readonly int[] ClassCounts = [.. Enumerable.Range(2, 16), 33, 37, 64, 77, .. Enumerable.Range(99, 5), 128, 129, 130, 300, 511, 1000, 4096, 65536];

    private static readonly Lazy<string[]> Expected = new(() => In(CultureInfo.InvariantCulture, Texts));

    /// <summary>The names of cultures, and of what makes some of our own different from the invariant one.</summary>
    /// <remarks>Those of our own have their numbers without ICU too, where others are invariant but for the name.</remarks>
    public static TheoryData<string> Cultures =>
        ["sv-SE", "fa-IR", "ar-SA", "he-IL", "de-DE", "tr-TR", "own: minus U+2212", "own: minus with marks", "own: decimal comma", "own: digits and groups"];

    [Fact]
    public void Cultures_differ_from_the_invariant_one()
    {
        Assert.Equal("−1", In(Culture("own: minus U+2212"), () => $"{-1}"));
        Assert.Equal("1,5", In(Culture("own: decimal comma"), () => $"{1.5}"));
        Assert.Equal("1'000", In(Culture("own: digits and groups"), () => $"{1000:N0}"));
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Files_of_heads_are_the_same_in_every_culture(string culture) => Assert.Equal(Expected.Value, In(Culture(culture), Texts));

    [Theory]
    [MemberData(nameof(Cultures))]
    public async Task Diagnostics_are_the_same_in_every_culture(string culture)
    {
        const string Source = """
            using System;
            using SoftmaxGen;
            [SoftmaxHead(-5)] partial class Negative;
            [SoftmaxHead(123456)] partial class Large { int TITLE; }
            [SoftmaxHead(3, Element = typeof(decimal))] partial class Item { int Entropy; }
            [SoftmaxHead(3, Features = -123456)] partial class Features;
            [SoftmaxHead(3, Weights = "I.csv")] partial class OtherCase;
            [SoftmaxHead(2, Weights = "i.csv")] partial class Lines;
            [SoftmaxHead(3, Weights = "i.csv", Features = 2000)] partial class Differs;
            [SoftmaxHead(3, Weights = "decimal comma.csv")] partial class Comma;
            [SoftmaxHead(3, Weights = "infinite.csv")] partial class Infinite;
            [SoftmaxHead(65536, Weights = "long.csv")] partial class Long;
            [SoftmaxHead(3, Temperature = -1234.5)] partial class Temperature;
            [SoftmaxHead(3, LabelSmoothing = -0.5)] partial class LabelSmoothing;
            [SoftmaxHead(3, ClassWeights = new[] { -1234.5, 1, 2, 3 }, IgnoreLabel = 1)] partial class ClassWeights;
            [SoftmaxHead(3, FocalGamma = -1.5)] partial class FocalGamma;
            [SoftmaxHead(typeof(Labels))] partial class Labelled;
            enum Labels : long { I = -1234567, ı }
            """;
        ProjectOptions options = new()
        {
            AllowErrors = true,
            AdditionalFiles =
            [
                new AdditionalFile("/p/i.csv", "-1.5e-3,2\n3,4\n5,6"),
                new AdditionalFile("/p/decimal comma.csv", "−1;2,5\n3,4\n5,6"),
                new AdditionalFile("/p/infinite.csv", "INF,2\n3,-1e39\n5,INFINITY"),
                new AdditionalFile("/p/long.csv", string.Join(',', Enumerable.Repeat("0", 1001))),
            ],
        };

        string[] expected = await In(CultureInfo.InvariantCulture, DescribeAsync);
        string[] actual = await In(Culture(culture), DescribeAsync);

        Assert.NotEmpty(expected);
        Assert.Equal(expected, actual);

        async Task<string[]> DescribeAsync()
        {
            AnalyzerRun run = await GeneratorHarness.AnalyzeAsync(options, Source);
            return
            [
                .. run.Diagnostics.Select(diagnostic => diagnostic.ToString()),
                .. run.Generator.Sources.Select(source => $"{source.HintName}\n{source.SourceText}"),
            ];
        }
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Weights_are_the_same_in_every_culture(string culture)
    {
        string expected = In(CultureInfo.InvariantCulture, Write);

        Assert.Contains("from -1.5E-3 to +1234.5", expected, StringComparison.Ordinal);
        Assert.Equal(expected, In(Culture(culture), Write));

        static string Write()
        {
            WeightsRequest request = new("w.csv", 3, null, ElementInfo.Double);
            WeightsSpec weights = WeightsParser.Parse(SourceText.From("-1.5E-3, +1234.5\n0.1, 17\n-0, 1e3"), "/p/w.csv", request, CancellationToken.None).Weights!;
            CodeWriter code = new();
            WeightsEmitter.Describe(code, weights);
            WeightsEmitter.Emit(code, weights, "HeadWeights");
            return code.ToString();
        }
    }

    private static string[] Texts() =>
    [
        .. from element in ElementInfo.All
           from classes in ClassCounts
           select HeadEmitter.Emit(HeadPlanner.Plan(new([TestHeads.Spec(classes, element)]))),
        .. from element in ElementInfo.All
           from classes in (int[])[3, 37]
           from loss in TestHeads.Losses(classes)
           select HeadEmitter.Emit(HeadPlanner.Plan(new([TestHeads.Spec(classes, element) with { Loss = loss }]))),
    ];

    private static CultureInfo Culture(string name)
    {
        if (!name.StartsWith("own:", StringComparison.Ordinal))
            return CultureInfo.GetCultureInfo(name);

        CultureInfo culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        NumberFormatInfo numbers = culture.NumberFormat;
        switch (name)
        {
            case "own: minus U+2212":
                numbers.NegativeSign = "−";
                break;
            case "own: minus with marks":
                numbers.NegativeSign = "\u200e-\u200e";
                break;
            case "own: decimal comma":
                numbers.NumberDecimalSeparator = ",";
                break;
            default:
                numbers.NativeDigits = [.. "٠١٢٣٤٥٦٧٨٩".Select(digit => digit.ToString())];
                numbers.DigitSubstitution = DigitShapes.NativeNational;
                numbers.NumberGroupSeparator = "'";
                break;
        }

        return culture;
    }

    private static T In<T>(CultureInfo culture, Func<T> function)
    {
        (CultureInfo before, CultureInfo beforeOfTexts) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
            return function();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeOfTexts);
        }
    }
}
