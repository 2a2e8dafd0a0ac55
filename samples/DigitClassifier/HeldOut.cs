using SoftmaxGen;

namespace DigitClassifier;

/// <summary>
/// Finds a temperature from training rows alone: a second network learns four fifths of them, and the temperature is fitted to
/// its logits of the fifth that it has not seen. The network itself can learn all of them.
/// </summary>
/// <remarks>
/// Logits of rows that a network has learnt are surer than those of others, and no use for this. The test rows are for the test.
/// </remarks>
internal sealed class HeldOut
{
    private readonly DigitData _heldOut;
    private readonly Network _network;
    private readonly Trainer _trainer;

    public HeldOut(DigitData training, Settings settings)
    {
        (DigitData seen, _heldOut) = training.Split(Program.SplitSeed);
        Random random = new(settings.Seed);
        _network = new Network(DigitData.PixelCount, settings.Hidden, Program.BatchSize, random);
        _trainer = new Trainer(_network, seen, settings.Epochs, settings.Rate, random);
    }

    /// <summary>Gets the number of rows that the temperature is fitted to.</summary>
    public int Count => _heldOut.Count;

    /// <inheritdoc cref="Trainer.RunEpoch"/>
    public void RunEpoch(int epoch) => _trainer.RunEpoch(epoch);

    /// <summary>Fits the temperature.</summary>
    /// <param name="problem">Why there is none.</param>
    /// <returns>The temperature; 1, which changes nothing, where there is none.</returns>
    public double Temperature(out string? problem)
    {
        problem = null;
        ReadOnlySpan<float> logits = new Evaluation(_network, _heldOut).Logits;
        try
        {
            return Calibration.FitTemperature(logits, DigitHead.ClassCount, _heldOut.Labels);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // Too few digits, so that all are right or the labels are chance; or a rate at which this network diverges.
            problem = e.Message;
            return 1;
        }
    }
}
