using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>The parameters that <see cref="HeadArguments"/> checks.</summary>
/// <remarks>A number instead of a name: to fetch a string, a member would have to save registers before anything else.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum HeadParameter
{
    /// <summary>The logits.</summary>
    Logits,

    /// <summary>The probabilities.</summary>
    Probabilities,

    /// <summary>The log-probabilities.</summary>
    LogProbabilities,

    /// <summary>Where a number for each row goes.</summary>
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

    /// <summary>The gradient with respect to a later layer.</summary>
    Upstream,

    /// <summary>The Jacobian.</summary>
    Jacobian,

    /// <summary>How the losses of several rows become one.</summary>
    Reduction,
}
