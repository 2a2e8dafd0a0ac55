namespace SoftmaxGen.Generator.Tests.Fuzzing;

// What declarations are built from.
internal sealed partial class DeclarationBuilder
{
    private const string Attribute = "global::SoftmaxGen.SoftmaxHead";

    /// <summary>Names that a head may have: every one compiles, some of them only just.</summary>
    private static readonly string[] HeadNames =
    [
        "Head", "A", "Logits", "FeatureCount", "@class", "@int", "@float", "@namespace", "@static", "record2", "@record", "@file",
        "@required", "@scoped", "@partial", "@field", "@extension", "@dynamic", "@nint", "@nuint", "@async", "@await",
        "@where", "@yield", "@value", "@global", "@alias", "@nameof", "@with", "@managed", "@init", "@when", "@on",
        "_", "__", "digits", "Größe", "数字", "Cafe\u0301", "Café", "Zif\u200Dfer", "a\u203Fb", "_Ⅷ", "\\u0041bc", "नमस्ते", "İ", "ı", "ſ",
        "\u212A", "Ａ", "ǅ", "Span", "Reduction", "Runtime", "Math", "Vector256", "Unsafe", "ISoftmaxHead", "HeadArguments",
        "HeadKernels", "Kernels", "SoftmaxGen", "Softmax2", "T", "TFloat", "Con", "Double256", "Head2Members", "IHead", "IBatch", "Rows",
        "Fallback", "S", "F", "I", "TSums", "Generated",
    ];

    /// <summary>Names that would collide with a generated member if the head had them.</summary>
    private static readonly string[] MemberNames = ["Softmax", "LogSoftmax", "ClassCount", "TopK", "Entropy", "@Jacobian", "CrossEntropy", "TryPredict"];

    private static readonly string[] TypeParameterNames = ["T", "TKey", "U", "@class", "@int", "@float", "@var", "größe", "x", "Span", "System", "SoftmaxGen", "Reduction", "e\u0301"];

    private static readonly string[] Constraints = ["class", "struct", "notnull", "unmanaged", "new()", "class?", "global::System.IDisposable", "global::System.Enum", "class, new()"];

    private static readonly (string Text, int Count)[] ClassCounts =
    [
        ("2", 2), ("3", 3), ("4", 4), ("classes: 2", 2), ("0x3", 3), ("1 + 1", 2), ("'\\u0003'", 3), ("(int)3.9", 3), ("checked(2)", 2), ("(byte)2", 2),
        ("sizeof(short)", 2), ("default(int) + 2", 2), ("1 << 1", 2), ("true ? 2 : 3", 2), ("5", 5), ("(3)", 3), ("2_0 / 10", 2), ("0b11", 3), ("(short)2", 2), ("+2", 2), ("typeof(global::System.DayOfWeek)", 7), ("labels: typeof(global::System.UriKind)", 3),
    ];

    private static readonly string[] ElementForms = ["", "", ", Element = typeof(float)", ", Element = typeof(double)", ", @Element = typeof(global::System.Double)", ", Element = typeof(global::System.Single)", ", Element = (typeof(double))"];

    private static readonly string[] FeatureForms = ["", "", "", ", Features = 4", ", Features = 0x11", ", @Features = 1 + 1", ", Features = '\u0003'", ", Features = (1)", ", Features = sizeof(long)"];

    private static readonly string[] FeaturesOutOfRange = ["0", "-1", "default", "65537", "int.MaxValue", "1 - 1", "'\0'"];

    /// <summary>Options of the loss. The braces stand for a number for each class.</summary>
    private static readonly string[] LossForms = ["", "", "", ", Temperature = 0.7", ", LabelSmoothing = 1 / 8.0", ", IgnoreLabel = -100", ", FocalGamma = 2, @Temperature = 2", ", ClassWeights = null", ", ClassWeights = new double[] {}", ", ClassWeights = new[] {}, LabelSmoothing = 0.1, IgnoreLabel = int.MinValue", ", ClassWeights = new[] {}, FocalGamma = 0.5 * 5, Temperature = 1e-5, IgnoreLabel = 1"];

    private static readonly string[] Weights = ["1.5", "0", "1e-30", "2 / 3.0", "1"];

    private static readonly (string Arguments, string Id)[] LossesOutOfRange =
    [
        (", Temperature = 0", "SMG019"), (", Temperature = double.NaN", "SMG019"), (", LabelSmoothing = 1", "SMG020"), (", ClassWeights = new double[0]", "SMG021"), (", FocalGamma = 1 / 3.0", "SMG024"),
    ];

    private static readonly string[] WrongLabels = ["null", "(global::System.Type?)null", "typeof(int)", "typeof(void)", "typeof(global::System.DayOfWeek?)", "typeof(global::System.IO.FileAccess)", "labels: typeof(global::System.Enum)"];

    /// <summary>Members that stand beside the generated ones, with their names.</summary>
    private static readonly (string Name, string Text)[] StaticMembers =
    [
        ("Count", "public const int Count = 3;"),
        ("Softmax", "static void Softmax(float[] z, float[] a) { }"),
        ("LogSoftmax", "public static void LogSoftmax<TOther>(global::System.ReadOnlySpan<float> z, global::System.Span<float> a) { }"),
        ("CrossEntropy", "static void CrossEntropy(in global::System.ReadOnlySpan<float> z, int label) { }"),
        ("Entropy", "static float Entropy() => 0;"),
        ("LogSumExp", "public static float LogSumExp(global::System.Span<float> z) => 0;"),
        ("TryPredict", "public static bool TryPredict(global::System.ReadOnlySpan<float> z, float p, int label) => false;"),
        ("softmax", "public static int softmax = 1;"),
        ("logits", "private static readonly int logits = 1;"),
        ("reduction", "static int reduction() => 1;"),
        ("global", "static int global => 1;"),
        ("Piece", "internal static int Piece { get; set; }"),
        ("System", "class System { class Span; }"),
        ("SoftmaxGen", "enum SoftmaxGen { Runtime }"),
        ("Reduction", "delegate void Reduction();"),
        ("HeadKernels", "static class HeadKernels { public static void Softmax() { } }"),
        ("AKernels", "interface AKernels;"),
        ("ISoftmaxHead", "interface ISoftmaxHead<TOther>;"),
        ("MathF", "static event global::System.Action? MathF;"),
        ("var", "class @var;"),
        ("Inner", "class Inner { int Softmax; const int ClassCount = 1; }"),
    ];

    private static readonly (string Name, string Text)[] InstanceMembers =
    [
        ("ToString", "public override string ToString() => \"\";"),
        ("this", "public int this[int index] => index;"),
        ("Span", "public int Span => 3;"),
        ("int", "int @int() => 3;"),
        ("float", "public double @float => 3;"),
        ("Finalizers", "int Finalizers(global::System.Span<int> labels, float Softmax, int ClassCount) => ClassCount;"),
    ];

    private static readonly string[] CollidingMembers =
    [
        "const int ClassCount = 3;",
        "static int ClassCount() => 3;",
        "static int Entropy => 0;",
        "static int a, @TopK = 3;",
        "class Jacobian<TOther>;",
        "enum LogSoftmax;",
        "delegate int ArgMax(int x);",
        "static event global::System.Action? ArgMax;",
        "static void TopK(global::System.ReadOnlySpan<float> z, global::System.Span<int> k) { }",
        "static int ArgMax(scoped global::System.ReadOnlySpan<float> z) => 0;",
        "static int ArgMax(params global::System.ReadOnlySpan<float> z) => 0;",
        "static partial void Softmax(global::System.ReadOnlySpan<float> logits, global::System.Span<float> probabilities);",
        "static float CrossEntropy(global::System.ReadOnlySpan<float> z, global::System.ReadOnlySpan<int> labels, global::SoftmaxGen.Reduction reduction) => 0;",
        "static void TryPredict(global::System.ReadOnlySpan<float> z, float p, ref int label) { }",
    ];

    private static readonly string[] CountsOutOfRange = ["1", "0", "-1", "65537", "int.MaxValue", "int.MinValue", "1 - 1", "classes: 70_000", "'\\0'", "(byte)1", "-65536", "unchecked(int.MaxValue + 1)"];

    private static readonly string[] WrongElements =
    [
        "typeof(int)", "typeof(string)", "typeof(void)", "typeof(decimal)", "typeof(global::System.Half)", "null", "default",
        "(global::System.Type?)null", "typeof(float[])", "typeof(float?)", "typeof(object)", "typeof(nint)", "typeof((float, double))",
        "typeof(global::System.Collections.Generic.List<>)", "typeof(global::System.Span<float>)", "typeof(global::SoftmaxGen.ISoftmaxHead<>)",
        "typeof(Undeclared)",
    ];

    /// <summary>What may stand in the attribute's parentheses and does not compile.</summary>
    private static readonly string[] WrongArguments =
    [
        "", "\"x\"", "default", "3.5", "10L", "3u", "2.0f", "1 / 0", "int.MaxValue + 1", "Undeclared", "Undeclared.Count", "3, 4",
        "count: 3", "new int[] { 3 }", "3, Elements = typeof(float)", "3, Classes = 4", "3, Element = \"float\"",
        "3, Element = float", "3, Element = typeof()", "3, Element = typeof(float), Element = typeof(float)", "3, Features = 4L", "3, Features = \"4\"", "3, Features = 4, Features = 4", "3, Weights = 4",
        "Element = typeof(float), 3", "Element = typeof(double)", "3, TypeId = null", "3, classes: 3", "3, Element = new[] { typeof(float) }", "(3, 4)",
        "3, typeof(float)", "() => 3", "3, Element: typeof(float)", "nameof(Element)", "true", "3 is 3",
    ];
}
