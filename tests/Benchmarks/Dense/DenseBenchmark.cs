namespace SoftmaxGen.Benchmarks.Dense;

/// <summary>What the rows go through, and which benchmarks are measured in turns.</summary>
internal enum DenseSuite
{
    /// <summary>One row, again and again.</summary>
    Row,

    /// <summary>All rows of a batch at once, forward.</summary>
    Batch,

    /// <summary>Loss and gradients of a small batch, as in training.</summary>
    Gradients,
}

/// <summary>One benchmark of a head with a dense layer.</summary>
/// <param name="Operation">What it does.</param>
/// <param name="Rows">To how many rows in one call.</param>
/// <param name="Call">The call.</param>
internal sealed record DenseBenchmark(string Operation, double Rows, Action Call);
