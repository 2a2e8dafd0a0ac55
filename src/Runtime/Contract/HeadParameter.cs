namespace SoftmaxGen.Runtime;

/// <summary>The parameters that <see cref="HeadArguments"/> checks.</summary>
/// <remarks>They are numbers because a member that fetches a string has to save registers first.</remarks>
internal enum HeadParameter
{
    /// <summary>The logits.</summary>
    Logits,

    /// <summary>The probabilities.</summary>
    Probabilities,

    /// <summary>The log-probabilities.</summary>
    LogProbabilities,

    /// <summary>The destination of a number for each row.</summary>
    Destination,

    /// <summary>The class of one row.</summary>
    Label,

    /// <summary>The class of each row.</summary>
    Labels,

    /// <summary>The targets.</summary>
    Targets,

    /// <summary>The loss of each row.</summary>
    Losses,

    /// <summary>The gradient with respect to the logits.</summary>
    Gradient,

    /// <summary>The gradient from the next layer.</summary>
    Upstream,

    /// <summary>The Jacobian.</summary>
    Jacobian,

    /// <summary>The reduction of the losses.</summary>
    Reduction,

    /// <summary>The features of the dense layer.</summary>
    Features,

    /// <summary>The weights of the dense layer.</summary>
    Weights,

    /// <summary>The bias of the dense layer.</summary>
    Bias,

    /// <summary>The gradient with respect to the weights.</summary>
    WeightGradient,

    /// <summary>The gradient with respect to the bias.</summary>
    BiasGradient,

    /// <summary>The gradient with respect to the features.</summary>
    FeatureGradient,
}
