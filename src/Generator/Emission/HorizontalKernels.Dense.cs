using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Emission;

// A dense layer fused with what follows: the logits of a row stay in registers.
internal sealed partial class HorizontalKernels
{
    /// <summary>The variables of the sums of one class, one for each vector of lanes.</summary>
    private static readonly Dictionary<int, string[]> Parts = new()
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

        code.Line();
        code.Line($"/// <summary>The logits of one row, in {layer.SumLanes} lanes each.</summary>");
        code.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (code.Open($"private static void Layer(\n    {KernelParameter.Declarations(inputs)},\n    {LogitsInRegisters($"out Vector{row.Bits}<{Element}> ")})"))
            Layer(layer, dense);
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
        for (int first = 0; first < N; first += dense.ClassesAtOnce)
            Sums(layer, dense, first, Math.Min(N - first, dense.ClassesAtOnce));

        code.Stage("Sum: the lanes of each class, then the bias.");
        foreach (HorizontalLoops.Slot slot in _loops.Rest)
            code.Lines($"z{slot.Suffix} = LaneSums.SumEach({string.Join(", ", Classes(slot.Plan!).Select(label => $"s{label}"))}) + {_loops.LoadRow(slot, "bias")};");
    }

    /// <summary>The lanes of the sums of some classes, folded to a vector of the row's width, or to one of 128 bits.</summary>
    private void Sums(DensePlan layer, DenseRowPlan dense, int first, int count)
    {
        int lanes = layer.SumLanes;
        int whole = layer.Features / lanes * lanes;
        string[] parts = Parts[dense.Chains];
        string classes = count == 1 ? $"class {first}" : $"classes {first} to {first + count - 1}";

        code.Stage($"Load: the first features, and their products with the weights of {classes}.");
        if (whole == 0)
        {
            code.Line($"{Declare(first)}x = {Partial("features", 0)};");
            foreach (int label in Enumerable.Range(first, count))
                code.Line($"var a{label} = {Partial("weights", label * layer.Features)} * x;");
        }
        else
        {
            WriteFeatures(Declare(first), "", 0);
            foreach (int label in Enumerable.Range(first, count))
            {
                for (int part = 0; part < parts.Length; part++)
                    code.Line($"var a{label}{parts[part]} = {Load("weights", "", (label * layer.Features) + (part * dense.Lanes))} * x{parts[part]};");
            }
        }

        if (whole > dense.UnrolledFeatures)
        {
            using (code.Open($"for (ulong i = {lanes}; i < {whole}; i += {lanes})"))
                MultiplyAdd("i", 0);
        }
        else
        {
            for (int feature = lanes; feature < whole; feature += lanes)
                MultiplyAdd("", feature);
        }

        if (whole > 0 && whole < layer.Features)
            Tail();

        string fold = row.Bits > dense.Bits ? "Fold" : row.Bits == 256 ? "FoldTo256" : "Fold";
        code.Stage("Sum: what folds onto fewer lanes.");
        foreach (int label in Enumerable.Range(first, count))
            code.Line($"var s{label} = LaneSums.{fold}({string.Join(", ", parts.Select(part => $"a{label}{part}"))});");

        void MultiplyAdd(string index, int start)
        {
            WriteFeatures("", index, start);
            foreach (int label in Enumerable.Range(first, count))
            {
                for (int part = 0; part < parts.Length; part++)
                    code.Line($"a{label}{parts[part]} = D.MultiplyAdd({Load("weights", index, start + (label * layer.Features) + (part * dense.Lanes))}, x{parts[part]}, a{label}{parts[part]});");
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
                    code.Line(isNew == dense.Lanes ? $"{sum} = D.MultiplyAdd({product});" : $"{sum} = D.MultiplyAddLast({product}, {isNew});");
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

    private static string Declare(int first) => first == 0 ? "var " : "";

    private static string Load(string source, string index, int offset) =>
        $"D.Load(ref {source}, {(index.Length == 0 ? $"{offset}" : offset == 0 ? index : $"{index} + {offset}")})";

    /// <summary>The class in each lane of a vector; lanes past the end of a short row repeat its first one.</summary>
    private IEnumerable<int> Classes(VectorPlan vector) => Enumerable.Range(0, row.Lanes).Select(lane =>
        lane >= vector.ValidLanes ? vector.Offset
        : vector.UpperOffset is { } upper && lane >= row.Lanes / 2 ? upper + lane - (row.Lanes / 2)
        : vector.Offset + lane);
}
