using SoftmaxGen.Runtime.Tests.Inputs;

namespace SoftmaxGen.Runtime.Tests.Accuracy.Functions;

/// <summary>One exponential from all the code there is for it, which must agree to the last bit.</summary>
internal sealed class ExpForms<T>
    where T : unmanaged
{
    private readonly (string Name, Exponentials<T> Run)[] _forms;

    private ExpForms(IEnumerable<(string Name, Exponentials<T> Run)> forms) => _forms = [.. forms];

    /// <summary>e^x in every width.</summary>
    public static ExpForms<T> Plain(IEnumerable<ExpSteps<T>> widths) =>
        new(widths.Select(steps => ($"Exp, {steps.Bits} bits", steps.Plain)));

    /// <summary>The terms of a row in every width; those of a narrow row also by the steps for narrow rows.</summary>
    public static ExpForms<T> OfRow(IEnumerable<ExpSteps<T>> widths, T max, bool isNarrow)
    {
        var forms = new List<(string, Exponentials<T>)>();
        foreach (ExpSteps<T> steps in widths)
        {
            Add("Exp of a shift", steps, steps.General);
            if (isNarrow)
            {
                Add("Powers", steps, steps.FromPowers);
                Add("Terms", steps, steps.FromTerms);
            }
        }

        return new ExpForms<T>(forms);

        void Add(string name, ExpSteps<T> steps, TermsOf<T> terms) =>
            forms.Add(($"{name}, {steps.Bits} bits", (ref T z, ref T results, ulong count) => terms(ref z, max, ref results, count)));
    }

    /// <summary>The results for <paramref name="x"/>; <paramref name="others"/> is room of the same length.</summary>
    public void Run(T[] x, T[] results, T[] others)
    {
        _forms[0].Run(ref x[0], ref results[0], (ulong)x.Length);
        foreach ((string name, Exponentials<T> run) in _forms.AsSpan(1))
        {
            run(ref x[0], ref others[0], (ulong)x.Length);
            int index = Bits.FirstDifference<T>(results, others);
            if (index >= 0)
            {
                Assert.Fail($"e^{x[index]}: {others[index]} by {name}, {results[index]} by {_forms[0].Name}");
            }
        }
    }

    /// <summary>The results for any count of numbers.</summary>
    public T[] Run(IReadOnlyCollection<T> x)
    {
        int padding = ExpSteps.Multiple - (x.Count % ExpSteps.Multiple);
        T[] padded = [.. x, .. Enumerable.Repeat(x.Last(), padding)];
        var results = new T[padded.Length];
        Run(padded, results, new T[padded.Length]);
        return results[..x.Count];
    }
}
