namespace SoftmaxGen.Alternatives;

/// <summary>One library's way to do the work of a case.</summary>
/// <param name="Library">The library.</param>
/// <param name="Run">Does the work once.</param>
/// <param name="Result">What came of it, to compare with the others; empty where the library has a model of its own.</param>
internal sealed record Contestant(string Library, Action Run, Func<float[]> Result);

/// <summary>A piece of work that several libraries can do.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Rows">How many rows it is.</param>
/// <param name="Threads">The threads that libraries with a thread pool may use.</param>
/// <param name="Create">Sets the contestants up.</param>
internal sealed record Case(string Name, int Rows, int Threads, Func<Case, IEnumerable<Contestant>> Create);

/// <summary>The libraries, in the order of the tables.</summary>
internal static class Library
{
    public const string SoftmaxGen = "SoftmaxGen";
    public const string TensorPrimitives = "TensorPrimitives";
    public const string OnnxRuntime = "ONNX Runtime";
    public const string MlNet = "ML.NET";
    public const string TorchSharp = "TorchSharp";

    public static readonly string[] All = [SoftmaxGen, TensorPrimitives, OnnxRuntime, MlNet, TorchSharp];
}
