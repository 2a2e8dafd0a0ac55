namespace SoftmaxGen;

/// <summary>How the losses of the rows of a batch become one number.</summary>
public enum Reduction
{
    /// <summary>The sum of the losses divided by the number of rows; 0 for no rows. The gradient is divided alike.</summary>
    Mean = 0,

    /// <summary>The sum of the losses; 0 for no rows.</summary>
    Sum = 1,
}
