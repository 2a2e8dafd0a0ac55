using SoftmaxGen.Runtime.Tests.Memory;
using SoftmaxGen.Runtime.Tests.Reference;

namespace SoftmaxGen.Runtime.Tests.Temperatures;

/// <summary>The fitted temperature against other libraries and the exact derivative of the loss; and where there is none.</summary>
public class FitTemperatureTests
{
    public static TheoryData<string> Names => [.. ReferenceTemperature.All.Select(set => set.Name)];

    public static TheoryData<string, int> Drawn
    {
        get
        {
            TheoryData<string, int> cases = [];
            foreach (string name in Sets.Keys)
            {
                for (int seed = 0; seed < 4; seed++)
                    cases.Add(name, seed);
            }

            return cases;
        }
    }

    private static Dictionary<string, Func<int, HeldOutRows>> Sets { get; } = new()
    {
        ["two classes"] = seed => HeldOutRows.Create(2, 40, 3, 0.6, seed),
        ["one row"] = seed => HeldOutRows.Create(5, 1, 3, 0, seed),
        ["three classes, sure"] = seed => HeldOutRows.Create(3, 50, 400, 0.7, seed),
        ["ten classes"] = seed => HeldOutRows.Create(10, 30, 10, 0.8, seed),
        ["ten classes, all right but one"] = seed => HeldOutRows.Create(10, 30, 10, 1, seed),
        ["many classes"] = seed => HeldOutRows.Create(300, 3, 6, 0.5, seed),
        ["weak"] = seed => HeldOutRows.Create(4, 60, 0.01, 0.4, seed),
        ["large"] = seed => HeldOutRows.Create(4, 20, 1e30, 0.7, seed),
        ["small"] = seed => HeldOutRows.Create(4, 20, 1e-30, 0.7, seed),
        ["largest"] = seed => HeldOutRows.Create(4, 20, 1e307, 0.7, seed),
        ["smallest"] = seed => HeldOutRows.Create(4, 20, 1e-290, 0.7, seed),
        ["shifted"] = seed => HeldOutRows.Create(6, 20, 2, 0.7, seed).Shifted(1e6),
        ["shifted down"] = seed => HeldOutRows.Create(6, 20, 2, 0.7, seed).Shifted(-1e12),
        ["without some classes"] = seed => HeldOutRows.Create(5, 30, 8, 0.7, seed).Masked(double.NegativeInfinity),
        ["with some classes far below"] = seed => HeldOutRows.Create(5, 30, 8, 0.7, seed).Masked(double.MinValue),
        ["close to chance"] = seed => HeldOutRows.CloseToChance(3, Math.ScaleB(1, -20), seed),
        ["at the limit of chance"] = seed => HeldOutRows.CloseToChance(4, Math.ScaleB(1, -38), seed),
        ["half right with one gap far smaller"] = seed => new HeldOutRows(2, [0, Math.ScaleB(1, -60 * (seed + 1)), 1, 0], [0, 0]),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void FitTemperature_gives_that_of_other_libraries(string name)
    {
        ReferenceTemperature set = ReferenceTemperature.All.Single(set => set.Name == name);
        float[] single = [.. set.Logits.Select(logit => (float)logit)];
        if (set.FiniteOptimum)
        {
            double temperature = Calibration.FitTemperature(set.Logits, set.Classes, set.Labels);
            double error = Ulp.Error(temperature, BigFloat.Parse(set.Temperature.GetRawText()));
            Assert.True(error <= 1, $"{temperature} is off by {error} ulp.");
            Assert.Equal(temperature, Calibration.FitTemperature(single, set.Classes, set.Labels));
            return;
        }

        string reason = set.Reason!.StartsWith("separable", StringComparison.Ordinal) ? "separable rows"
            : set.Reason.StartsWith("every row is constant", StringComparison.Ordinal) ? "constant rows" : "no better than chance";
        Assert.Contains(reason, Assert.Throws<InvalidOperationException>(() => Calibration.FitTemperature(set.Logits, set.Classes, set.Labels)).Message, StringComparison.Ordinal);
        Assert.Contains(reason, Assert.Throws<InvalidOperationException>(() => Calibration.FitTemperature(single, set.Classes, set.Labels)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Drawn))]
    public void FitTemperature_is_where_the_exact_slope_changes_sign(string name, int seed)
    {
        HeldOutRows rows = Sets[name](seed);
        double temperature = rows.Fit();

        // Within 1 ulp: the loss still falls an ulp before, and rises an ulp behind.
        Assert.Equal(-1, rows.SlopeSign(double.BitDecrement(temperature)));
        Assert.Equal(1, rows.SlopeSign(double.BitIncrement(temperature)));
    }

    [Theory]
    [MemberData(nameof(Drawn))]
    public void FitTemperature_of_permuted_rows_and_classes_is_the_same(string name, int seed)
    {
        HeldOutRows rows = Sets[name](seed);
        AssertWithin(1, rows.Fit(), rows.Permuted(seed).Fit());
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(0.125)]
    [InlineData(3)]
    [InlineData(1.2676506002282294e30)]
    [InlineData(7.888609052210118e-31)]
    public void FitTemperature_of_logits_times_a_factor_is_times_the_factor(double factor)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            // In whole numbers, whose products with these factors are exact.
            HeldOutRows rows = HeldOutRows.Create(5, 20, 4, 0.6, seed);
            rows = rows with { Logits = [.. rows.Logits.Select(logit => Math.Round(logit * 1024))] };
            AssertWithin(2, rows.Fit() * factor, rows.Scaled(factor).Fit());
        }
    }

    [Fact]
    public void FitTemperature_of_repeated_rows_is_the_same()
    {
        HeldOutRows rows = HeldOutRows.Create(7, 9, 5, 0.6, 1);
        HeldOutRows thrice = new(7, [.. rows.Logits, .. rows.Logits, .. rows.Logits], [.. rows.Labels, .. rows.Labels, .. rows.Labels]);
        AssertWithin(1, rows.Fit(), thrice.Fit());
    }

    [Fact]
    public void FitTemperature_of_a_quarter_wrong_is_known()
    {
        // The probability of the label is e^(1/T) / (e^(1/T) + 1) in three rows of four: best where that is 3/4.
        double temperature = Calibration.FitTemperature([1f, 0, 0, 1, 1, 0, 1, 0], 2, [0, 1, 0, 1]);
        AssertWithin(1, 1 / Math.Log(3), temperature);
    }

    [Theory]
    [InlineData(Edge.Start)]
    [InlineData(Edge.End)]
    public void FitTemperature_stays_inside_its_spans(Edge edge)
    {
        using GuardedMemory<float> single = new(1000);
        using GuardedMemory<double> logits = new(1000);
        using GuardedMemory<int> labels = new(100);
        foreach (int rows in new[] { 1, 2, 33 })
        {
            HeldOutRows all = HeldOutRows.Create(10, rows, 5, 0.5, rows);
            Calibration.FitTemperature(logits.Copy(all.Logits, edge), 10, labels.Copy(all.Labels, edge));
            Calibration.FitTemperature(single.Copy([.. all.Logits.Select(logit => (float)logit)], edge), 10, labels.Copy(all.Labels, edge));
        }
    }

    [Fact]
    public void FitTemperature_allocates_nothing()
    {
        HeldOutRows rows = HeldOutRows.Create(10, 50, 5, 0.5, 1);
        float[] single = [.. rows.Logits.Select(logit => (float)logit)];
        Fit();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Fit();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Fit()
        {
            Calibration.FitTemperature(rows.Logits, rows.Classes, rows.Labels);
            Calibration.FitTemperature(single, rows.Classes, rows.Labels);
        }
    }

    [Theory]
    [InlineData("constant rows", new double[] { 1, 1, 1, -4, -4, -4 }, new[] { 0, 2 })]
    [InlineData("constant rows", new double[] { 1, double.NegativeInfinity, 1, 3, 3, double.NegativeInfinity }, new[] { 0, 1 })]
    [InlineData("separable rows", new double[] { 1, 0, 0, 5, 4, 5 }, new[] { 0, 2 })]
    [InlineData("separable rows", new double[] { 1, 0, 0, 4, 4, 4 }, new[] { 0, 1 })]
    [InlineData("no better than chance", new double[] { 1, 0, 0 }, new[] { 1 })]
    [InlineData("no better than chance", new double[] { 3, 0, -6, 0.1, 0.1, 0.1 }, new[] { 2, 0 })]
    [InlineData("range of double", new double[] { 1e308, 0, -1e308, 1e308, 0, -1e308, 1e308, 0, -1e308, 1e308, 0, -1e308, 1e308, 0.9e308, -1e308 }, new[] { 0, 1, 2, 1, 1 })]
    public void FitTemperature_without_a_best_one_says_why(string reason, double[] logits, int[] labels)
    {
        string message = Assert.Throws<InvalidOperationException>(() => Calibration.FitTemperature(logits, 3, labels)).Message;
        Assert.StartsWith("There is no best temperature", message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1e30)]
    [InlineData(1e-30)]
    public void FitTemperature_of_labels_that_cancel_is_no_better_than_chance(double spread)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            // Every row with every label, in any order.
            HeldOutRows rows = HeldOutRows.CloseToChance(5, 0, seed).Scaled(spread).Permuted(seed);
            Assert.Contains("no better than chance", Assert.Throws<InvalidOperationException>(() => rows.Fit()).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0, 3, 0, "logits", "no rows")]
    [InlineData(5, 3, 1, "logits", "multiple of 3")]
    [InlineData(6, 3, 1, "labels", "expected 2")]
    [InlineData(6, 3, 3, "labels", "expected 2")]
    [InlineData(6, 1, 6, "classes", "2")]
    [InlineData(6, 0, 6, "classes", "2")]
    [InlineData(6, -3, 2, "classes", "2")]
    public void FitTemperature_of_broken_shapes_throws(int logits, int classes, int labels, string parameter, string words)
    {
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(() => Calibration.FitTemperature(new float[logits], classes, new int[labels]));
        Assert.Equal(parameter, exception.ParamName);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        exception = Assert.ThrowsAny<ArgumentException>(() => Calibration.FitTemperature(new double[logits], classes, new int[labels]));
        Assert.Equal(parameter, exception.ParamName);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(int.MinValue)]
    public void FitTemperature_of_a_label_that_is_no_class_throws_and_names_row_and_value(int label)
    {
        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(() => Calibration.FitTemperature(new double[9], 3, [0, label, 2]));
        Assert.Equal("labels", exception.ParamName);
        Assert.Contains($"Label {label} in row 1 ", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN, 2, 1)]
    [InlineData(double.PositiveInfinity, 5, 0)]
    [InlineData(double.PositiveInfinity, 2, 0)]
    [InlineData(double.NegativeInfinity, 3, 0)]
    [InlineData(double.NegativeInfinity, 8, 2)]
    public void FitTemperature_of_a_logit_without_a_loss_throws_and_names_its_place(double logit, int at, int label)
    {
        var logits = new double[9];
        logits[at] = logit;
        int[] labels = [label, label, label];
        ArgumentException exception = Assert.Throws<ArgumentException>(() => Calibration.FitTemperature(logits, 3, labels));
        Assert.Equal("logits", exception.ParamName);
        Assert.Contains($"of class {at % 3} in row {at / 3} ", exception.Message, StringComparison.Ordinal);
    }

    private static void AssertWithin(double ulps, double expected, double actual)
    {
        double error = Ulp.Error(actual, BigFloat.From(expected));
        Assert.True(error <= ulps, $"{actual} instead of {expected}: {error} ulp");
    }
}
