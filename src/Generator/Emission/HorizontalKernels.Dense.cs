using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Emission;

// A dense layer fused with what follows: the logits of a row stay in registers. Loads and products are calls of the framework and
// not of steps: there are hundreds of them, and the just-in-time compiler inlines only so many.
internal sealed partial class HorizontalKernels
{
    /// <summary>The variables of the sums of one class, one for each vector of lanes.</summary>
    private static readonly Dictionary<int, string[]> Chains = new()
    {
        [1] = [""],
        [2] = ["Low", "High"],
        [4] = ["A", "B", "C", "D"],
    };

    /// <summary>Writes the kernels of one row of features.</summary>
    public void EmitDense(DensePlan layer, DenseRowPlan dense)
    {
        code.Line($"public static bool IsSupported => {(dense.Bits > row.Bits ? "D" : "S")}.IsSupported;");
        KernelParameter[] inputs = [KernelParameter.PerFeature(plan, "features"), KernelParameter.PerFeature(plan, "weights"), KernelParameter.PerClass(plan, "bias")];
        _loops.Kernel("z_i = sum_j w_ij x_j + b_i", "void Logits", [.. inputs, Logits], () =>
        {
            CallLayer();
            _loops.Pass(_loops.Write(slot => $"z{slot.Suffix}", "logits"));
        });
        _loops.Kernel("The softmax of the logits, which stay in registers", "void Probabilities", [.. inputs, KernelParameter.PerClass(plan, "probabilities")], () =>
        {
            CallLayer();
            string[] stores = [.. _loops.Write(slot => $"z{slot.Suffix}", "probabilities").Statements([.. _loops.Rest]).OfType<string>()];
            SoftmaxOfRow($"{string.Join("\n", stores)}\nFallback.Softmax(ref probabilities, ref probabilities, {N});");
        });
        _loops.Kernel("The first of the largest logits, or the first NaN", "void Predict", [.. inputs, KernelParameter.Label], () =>
        {
            CallLayer();
            LabelOfRow();
        });

        Inlined(
            $"The logits of one row, in {layer.SumLanes} lanes each",
            $"void Layer(\n    {KernelParameter.Declarations(inputs)},\n    {LogitsInRegisters($"out Vector{row.Bits}<{Element}> ")})",
            () => Layer(layer, dense));
        if (dense.ClassesAtOnce >= N)
            return;
        foreach ((int first, int count) in Parts(dense))
        {
            Inlined(
                $"The sums of classes {first} to {first + count - 1}, folded",
                $"void {PartName(first)}(\n    {KernelParameter.Declarations(inputs.Take(2))},\n    {SumsOf(first, count, $"out Vector{Math.Min(row.Bits, dense.Bits)}<{Element}> ")})",
                () =>
                {
                    Sums(layer, dense, first, count);
                    code.Stage("Sum: what folds onto fewer lanes.");
                    foreach (int label in Enumerable.Range(first, count))
                        code.Line($"s{label} = {Folded(dense, label)};");
                });
        }
    }

    private void Inlined(string summary, string signature, Action body)
    {
        code.Line();
        code.Line($"/// <summary>{summary}.</summary>");
        code.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (code.Open($"private static {signature}"))
            body();
    }

    private void CallLayer()
    {
        code.Lines($"Layer(ref features, ref weights, ref bias, {LogitsInRegisters("out var ")});");
        _loops.Know("z");
    }

    // Four on a line.
    private string LogitsInRegisters(string declaration) =>
        string.Join(",\n    ", KernelText.Fours(row.Vectors.Count).Select(part => string.Join(", ", Enumerable.Range(part.Start, part.Count).Select(i => $"{declaration}z{i}"))));

    private void Layer(DensePlan layer, DenseRowPlan dense)
    {
        bool isOnePart = dense.ClassesAtOnce >= N;
        if (isOnePart)
        {
            Sums(layer, dense, 0, N);
        }
        else
        {
            // The just-in-time compiler inlines no method of more than 32 variables.
            foreach ((int first, int count) in Parts(dense))
                code.Line($"{PartName(first)}(ref features, ref weights, {SumsOf(first, count, "out var ")});");
        }

        code.Stage("Sum: the lanes of each class, then the bias.");
        foreach (HorizontalLoops.Slot slot in _loops.Rest)
            code.Lines($"z{slot.Suffix} = {SumEach([.. Classes(slot.Plan!).Select(label => isOnePart ? Folded(dense, label) : $"s{label}")])} + {_loops.LoadRow(slot, "bias")};");
    }

    /// <summary>The classes whose sums are in registers at once, part by part.</summary>
    private IEnumerable<(int First, int Count)> Parts(DenseRowPlan dense)
    {
        for (int first = 0; first < N; first += dense.ClassesAtOnce)
            yield return (first, Math.Min(N - first, dense.ClassesAtOnce));
    }

    private static string PartName(int first) => $"SumsFrom{first}";

    private static string SumsOf(int first, int count, string declaration) =>
        string.Join(", ", Enumerable.Range(first, count).Select(label => $"{declaration}s{label}"));

    /// <summary>The lanes of a sum, folded to a vector of the row's width, or to one of 128 bits.</summary>
    private string Folded(DenseRowPlan dense, int label) =>
        $"LaneSums.{(row.Bits == 256 && dense.Bits >= row.Bits ? "FoldTo256" : "Fold")}({string.Join(", ", Chains[dense.Chains].Select(chain => $"a{label}{chain}"))})";

    /// <summary>As many sums as a vector of logits has lanes, four on a line where one line would be long.</summary>
    private static string SumEach(string[] sums) => sums.Sum(sum => sum.Length) <= 120
        ? $"LaneSums.SumEach({string.Join(", ", sums)})"
        : $"LaneSums.SumEach(\n    {string.Join(",\n    ", KernelText.Fours(sums.Length).Select(part => string.Join(", ", sums.Skip(part.Start).Take(part.Count))))})";

    /// <summary>The lanes of the sums of some classes.</summary>
    private void Sums(DensePlan layer, DenseRowPlan dense, int first, int count)
    {
        int lanes = layer.SumLanes;
        int whole = layer.Features / lanes * lanes;
        string[] parts = Chains[dense.Chains];
        string classes = count == 1 ? $"class {first}" : $"classes {first} to {first + count - 1}";

        code.Stage($"Load: the first features, and their products with the weights of {classes}.");
        if (whole == 0)
        {
            code.Line($"var x = {Partial("features", 0)};");
            foreach (int label in Enumerable.Range(first, count))
                code.Line($"var a{label} = {Partial("weights", label * layer.Features)} * x;");
        }
        else
        {
            WriteFeatures("var ", "", 0);
            foreach (int label in Enumerable.Range(first, count))
            {
                for (int part = 0; part < parts.Length; part++)
                    code.Line($"var a{label}{parts[part]} = {Load("weights", "", (label * layer.Features) + (part * dense.Lanes))} * x{parts[part]};");
            }
        }

        if (whole > dense.UnrolledFeatures)
        {
            using (code.Open($"for (nuint i = {lanes}; i < {whole}; i += {lanes})"))
                MultiplyAdd("i", 0);
        }
        else
        {
            for (int feature = lanes; feature < whole; feature += lanes)
                MultiplyAdd("", feature);
        }

        if (whole > 0 && whole < layer.Features)
            Tail();

        void MultiplyAdd(string index, int start)
        {
            WriteFeatures("", index, start);
            foreach (int label in Enumerable.Range(first, count))
            {
                for (int part = 0; part < parts.Length; part++)
                    code.Line($"a{label}{parts[part]} = V.MultiplyAddEstimate({Load("weights", index, start + (label * layer.Features) + (part * dense.Lanes))}, x{parts[part]}, a{label}{parts[part]});");
            }
        }

        void Tail()
        {
            int rest = layer.Features - whole;
            code.Stage($"The last {lanes} features, {lanes - rest} of which are in the sums already.");
            for (int part = 0; part < parts.Length; part++)
            {
                // How many of this vector's lanes are new.
                int isNew = Math.Min(dense.Lanes, rest - ((parts.Length - 1 - part) * dense.Lanes));
                if (isNew <= 0)
                    continue;
                int offset = layer.Features - lanes + (part * dense.Lanes);
                code.Line($"x{parts[part]} = {Load("features", "", offset)};");
                foreach (int label in Enumerable.Range(first, count))
                {
                    string sum = $"a{label}{parts[part]}";
                    string product = $"{Load("weights", "", (label * layer.Features) + offset)}, x{parts[part]}, {sum}";
                    code.Line(isNew == dense.Lanes ? $"{sum} = V.MultiplyAddEstimate({product});" : $"{sum} = D.MultiplyAddLast({product}, {isNew});");
                }
            }
        }

        void WriteFeatures(string declaration, string index, int start)
        {
            for (int part = 0; part < parts.Length; part++)
                code.Line($"{declaration}x{parts[part]} = {Load("features", index, start + (part * dense.Lanes))};");
        }

        string Partial(string source, int offset)
        {
            string element = offset == 0 ? source : $"Unsafe.Add(ref {source}, {offset})";
            return layer.Features == 1 ? $"Vector128.CreateScalar({element})" : $"D.Load{layer.Features}(ref {element}, 0)";
        }
    }

    private static string Load(string source, string index, int offset) =>
        $"V.LoadUnsafe(ref {source}, {(index.Length == 0 ? $"{offset}" : offset == 0 ? index : $"{index} + {offset}")})";

    /// <summary>The class in each lane of a vector; lanes past the end of a short row repeat its first one.</summary>
    private IEnumerable<int> Classes(VectorPlan vector) => Enumerable.Range(0, row.Lanes).Select(lane =>
        lane >= vector.ValidLanes ? vector.Offset
        : vector.UpperOffset is { } upper && lane >= row.Lanes / 2 ? upper + lane - (row.Lanes / 2)
        : vector.Offset + lane);
}
