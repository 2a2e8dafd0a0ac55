using System.Globalization;
using System.Numerics;
using SoftmaxGen.Runtime.Tests.Accuracy;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Reference;
using Xunit.Abstractions;
using static SoftmaxGen.Losses.Tests.ReferenceFiles;

namespace SoftmaxGen.Losses.Tests;

/// <summary>Losses and gradients that other implementations computed, as heads with the same options give them.</summary>
[Trait(TestCategory.Name, TestCategory.Slow)]
public abstract class ReferenceLossTests<T>(ITestOutputHelper output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // PyTorch's own rounding, in double, relative to max(1, value).
    private const double OfTorch = 1e-12;

    private static readonly Lazy<CompiledHeads<T>> Heads = new(() => CompiledHeads<T>.Of(
    [
        .. CrossEntropy.Where(IsHeld).SelectMany(group => group.Cases.Select(one => (group.N, group.Settings(one), one.IsOfLabels))),
        .. Extended.Select(one => (one.N, one.Options, one.Labels is not null)),
    ]));

    [Fact]
    public void Losses_are_those_of_PyTorch()
    {
        List<string> failures = [];
        int count = 0;
        foreach (Group group in CrossEntropy.Where(IsHeld))
        {
            foreach (TorchCase one in group.Cases)
            {
                LossSettings settings = group.Settings(one);
                string name = $"{group.Rows} rows, {one.Kind} {one.Source}, {settings.Attribute(group.N, typeof(T).Name)}";
                Results<T> results = Run(Heads.Value.Get(group.N, settings), settings, group.Logits, one.IsOfLabels ? group.LabelsOf(one) : null, group.Targets, name, failures);
                count++;
                if (typeof(T) == typeof(double))
                {
                    Compare("losses", one.Losses, results.Losses);
                    Compare("sum", [one.Sum], [results.Reduced[(int)Reduction.Sum]]);
                    Compare("mean", [one.Mean], [results.Reduced[(int)Reduction.Mean]]);
                    Compare("gradient of the sum", one.GradientSum, results.Gradients[(int)Reduction.Sum]);
                    Compare("gradient of the mean", one.GradientMean, results.Gradients[(int)Reduction.Mean]);
                }

                void Compare(string what, double[]? expected, T[] actual)
                {
                    for (int i = 0; i < expected?.Length; i++)
                    {
                        double right = double.IsNaN(expected[i]) ? 0 : expected[i];
                        if (!(Math.Abs(double.CreateChecked(actual[i]) - right) <= OfTorch * Math.Max(1, Math.Abs(right))))
                            failures.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: {what}[{i}] is {actual[i]} instead of {right}"));
                    }
                }
            }
        }

        Conclude(failures, $"{count} cases of {CrossEntropy.Sum(group => group.Cases.Length)}");
    }

    [Fact]
    public void Losses_are_exact()
    {
        List<string> failures = [];
        foreach (ExtendedCase one in Extended)
            Run(Heads.Value.Get(one.N, one.Options), one.Options, one.Logits, one.Labels, one.Targets, $"case {one.Id}, {one.Note}, {one.Options.Attribute(one.N, typeof(T).Name)}", failures);
        Conclude(failures, $"{Extended.Count} cases");
    }

    /// <summary>That the exact losses here are those of the file, so that ulps are counted from the right place.</summary>
    [Fact]
    public void Reference_is_that_of_the_file()
    {
        List<string> failures = [];
        foreach (ExtendedCase one in Extended)
        {
            T[] logits = Convert(one.Logits), targets = Convert(one.Targets ?? []);
            LossOptions options = one.Options.Exact<T>();
            for (int r = 0; r < one.Rows; r++)
            {
                ExactLoss exact = Exact(options, logits.AsSpan(r * one.N, one.N), one.Labels?[r], targets.AsSpan(one.Labels is null ? r * one.N : 0, one.Labels is null ? one.N : 0));
                AssertSame("loss", one.LossesWithoutZ[r], exact.Loss, exact.Loss ?? BigFloat.Zero);
                for (int i = 0; i < one.N; i++)
                    AssertSame($"gradient[{i}]", one.GradientWithoutZ[(r * one.N) + i], exact.Gradient[i], exact.GradientScale[i]);

                // Read as a double, a number of the file is rounded; one below 1e-340 is 0 there.
                void AssertSame(string what, double expected, BigFloat? actual, BigFloat scale)
                {
                    bool isSame = actual is { } finite
                        ? double.IsFinite(expected) && Ulp.Error(expected, finite, scale) <= 0.5 + 1e-6
                        : double.IsPositiveInfinity(expected);
                    if (!isSame)
                        failures.Add(string.Create(CultureInfo.InvariantCulture, $"case {one.Id}, row {r}: {what} is {actual}, in the file {expected}"));
                }
            }

            if (one.Labels is { } labels && options.Divisor(labels).ToDouble() != one.MeanDivisor)
                failures.Add($"case {one.Id}: the divisor is {options.Divisor(labels)}, in the file {one.MeanDivisor}");
        }

        Conclude(failures, $"{Extended.Count} cases");
    }

    // Numbers that a float rounds are of no use to float heads.
    private static bool IsHeld(Group group) => group.Float32Exact || typeof(T) == typeof(double);

    private static T[] Convert(double[] numbers) => [.. numbers.Select(T.CreateChecked)];

    private static ExactLoss Exact(LossOptions options, ReadOnlySpan<T> row, int? label, ReadOnlySpan<T> targets) =>
        label is not { } one ? LossReference.Of(row, options).OfTargets([.. targets.ToArray().Select(BigFloat.From)])
        : options.CountsNothing(one) ? ExactLoss.Nothing(row.Length)
        : LossReference.Of(row, options).OfLabel(one);

    /// <summary>Compares a head with what is exact, row by row and as a batch, and gives its results.</summary>
    private static Results<T> Run(Head<T> head, LossSettings settings, double[] logits, int[]? labels, double[]? targets, string what, List<string> failures)
    {
        T[] z = Convert(logits), t = Convert(targets ?? []);
        int rows = z.Length / head.Classes;
        var judge = new Judge<T>(what);
        LossOptions options = settings.Exact<T>();
        var comparison = new LossComparison<T>(head, options, judge);
        ExactLoss[] exact = [.. Enumerable.Range(0, rows).Select(r => Exact(options, z.AsSpan(r * head.Classes, head.Classes), labels?[r], labels is null ? t.AsSpan(r * head.Classes, head.Classes) : []))];
        Results<T> results = new(new T[rows], new T[2], [new T[z.Length], new T[z.Length]]);
        if (labels is null)
        {
            comparison.Targets(z, t, exact);
            head.CrossEntropy(z, t, results.Losses);
        }
        else
        {
            comparison.Labels(z, labels, exact);
            for (int r = 0; r < rows; r++)
                comparison.Row(z.AsSpan(r * head.Classes, head.Classes), labels[r], exact[r], r);
            head.CrossEntropy(z, labels, results.Losses);
        }

        foreach (Reduction reduction in Enum.GetValues<Reduction>())
        {
            results.Reduced[(int)reduction] = labels is null
                ? head.CrossEntropyGradient(z, t, results.Gradients[(int)reduction], reduction)
                : head.CrossEntropyGradient(z, labels, results.Gradients[(int)reduction], reduction);
        }

        if (Record.Exception(judge.Verdict) is { } failure)
            failures.Add(failure.Message);
        return results;
    }

    private void Conclude(List<string> failures, string cases)
    {
        output.WriteLine($"{cases}, {Heads.Value.Count} heads of {typeof(T).Name}");
        Assert.True(failures.Count == 0, $"{failures.Count} failures:\n{string.Join('\n', failures.Take(20))}");
    }
}

/// <summary>What a head gives for a batch; reduced losses and gradients by reduction.</summary>
internal sealed record Results<T>(T[] Losses, T[] Reduced, T[][] Gradients);

public sealed class ReferenceLossSingleTests(ITestOutputHelper output) : ReferenceLossTests<float>(output);

public sealed class ReferenceLossDoubleTests(ITestOutputHelper output) : ReferenceLossTests<double>(output);
