namespace SoftmaxGen.Benchmarks;

/// <summary>Something that ends the program with one line of explanation.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
