using System.Runtime.InteropServices;
using System.Text.Json;
using DigitClassifier;

namespace DistributedTraining.Training;

/// <summary>The state of training in a file, with the settings that it depends on.</summary>
/// <param name="Settings">All that the bits of the result depend on, but for the number of epochs.</param>
/// <param name="Epoch">The number of epochs that are done.</param>
/// <param name="Losses">The mean loss of each.</param>
/// <param name="Parameters">The parameters, as the bytes of doubles: the bits come back.</param>
/// <param name="Velocity">The velocity, likewise.</param>
internal sealed record Checkpoint(string Settings, int Epoch, List<double> Losses, byte[] Parameters, byte[] Velocity)
{
    /// <summary>Writes a file in place of the one before: whenever the process dies, there is a whole one.</summary>
    /// <exception cref="UserException">The file cannot be written.</exception>
    public static void Save(string path, string settings, TrainingState state)
    {
        Checkpoint checkpoint = new(settings, state.Epoch, state.Losses, Bytes(state.Parameters), Bytes(state.Velocity));
        string unfinished = path + ".new";
        try
        {
            using (FileStream file = File.Create(unfinished))
            {
                JsonSerializer.Serialize(file, checkpoint);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception e) when (DataFileException.Describe(path, e) is { } problem)
        {
            throw new DataFileException(path, problem);
        }
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="UserException">There is none, it is none, or it is of other settings.</exception>
    public static TrainingState Load(string path, string settings, int parameterCount)
    {
        Checkpoint checkpoint = Read(path);
        if (checkpoint.Settings != settings)
            throw new DataFileException(path, $"this is a checkpoint of {checkpoint.Settings}, not of {settings}");

        int length = parameterCount * sizeof(double);
        return checkpoint.Parameters.Length == length && checkpoint.Velocity.Length == length && checkpoint.Losses.Count == checkpoint.Epoch
            ? new TrainingState(checkpoint.Epoch, checkpoint.Losses, Doubles(checkpoint.Parameters), Doubles(checkpoint.Velocity))
            : throw NoCheckpoint(path);
    }

    private static Checkpoint Read(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return JsonSerializer.Deserialize<Checkpoint>(file) is { Settings: not null, Losses: not null, Parameters: not null, Velocity: not null } checkpoint
                ? checkpoint
                : throw new JsonException();
        }
        catch (JsonException)
        {
            throw NoCheckpoint(path);
        }
        catch (FileNotFoundException)
        {
            throw new DataFileException(path, "there is no checkpoint to resume from");
        }
        catch (Exception e) when (DataFileException.Describe(path, e) is { } problem)
        {
            throw new DataFileException(path, problem);
        }
    }

    private static DataFileException NoCheckpoint(string path) => new(path, "this is not a checkpoint");

    private static byte[] Bytes(double[] values) => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    private static double[] Doubles(byte[] bytes) => MemoryMarshal.Cast<byte, double>(bytes).ToArray();
}
