using System.Globalization;

namespace DigitClassifier;

/// <summary>Training that ran away instead of getting better, which a rate that is too large does.</summary>
internal sealed class DivergedException(float rate)
    : UserException(string.Create(CultureInfo.InvariantCulture, $"--rate: training diverges at {rate}; try a smaller rate"));
