using System.Numerics;
using SoftmaxGen.Runtime.Tests.Reference;

namespace SoftmaxGen.Runtime.Tests.Accuracy;

/// <summary>The largest error of each kind of output.</summary>
internal sealed class WorstErrors
{
    /// <summary>The kinds of output, in the order of the documentation.</summary>
    public static readonly string[] Outputs =
    [
        "probabilities",
        "log-probabilities",
        "log-sum-exp",
        "loss of a label",
        "gradient of a label",
        "the label's own entry of it",
        "loss of targets",
        "gradient of targets",
        "entropy",
        "softmax backward",
        "log-softmax backward",
        "Jacobian",
    ];

    private readonly Dictionary<string, double> _worst = [];

    /// <summary>The largest error of an output in ulps, if there was one at all.</summary>
    public double? this[string output] => _worst.TryGetValue(output, out double error) ? error : null;

    /// <summary>How many ulps the output may be off.</summary>
    public static double Bound<T>(string output, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => output switch
        {
            "probabilities" or "log-probabilities" => Bounds.Probability<T>(classes),
            "entropy" => Bounds.Entropy(classes),
            "softmax backward" or "log-softmax backward" => Bounds.Backward(classes),
            "Jacobian" => Bounds.Jacobian,
            _ => Bounds.Loss(classes),
        };

    /// <summary>Counts an error of a result of <paramref name="member"/>, as tests of accuracy name it.</summary>
    public void Add(string member, double error) => Count(OutputOf(member), error);

    public void Add(WorstErrors others)
    {
        lock (_worst)
        {
            foreach ((string output, double error) in others._worst)
            {
                Count(output, error);
            }
        }
    }

    private static string OutputOf(string member)
    {
        bool isOfTargets = member.Contains("(targets", StringComparison.Ordinal);
        if (member.StartsWith("CrossEntropy(", StringComparison.Ordinal) || member.EndsWith(" loss", StringComparison.Ordinal))
        {
            return isOfTargets ? "loss of targets" : "loss of a label";
        }

        if (member.EndsWith(" of the label", StringComparison.Ordinal))
        {
            return "the label's own entry of it";
        }

        return member.Split('(', ' ')[0] switch
        {
            "Softmax" => "probabilities",
            "LogSoftmax" => "log-probabilities",
            "LogSumExp" => "log-sum-exp",
            "CrossEntropyGradient" => isOfTargets ? "gradient of targets" : "gradient of a label",
            "Entropy" => "entropy",
            "SoftmaxBackward" => "softmax backward",
            "LogSoftmaxBackward" => "log-softmax backward",
            "Jacobian" => "Jacobian",
            _ => throw new ArgumentException("Not in the table.", nameof(member)),
        };
    }

    private void Count(string output, double error) => _worst[output] = Math.Max(this[output] ?? 0, error);
}
