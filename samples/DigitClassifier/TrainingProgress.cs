using System.Globalization;
using Spectre.Console;

namespace DigitClassifier;

/// <summary>Shows how training gets on: a progress bar on a terminal, a few plain lines anywhere else.</summary>
internal static class TrainingProgress
{
    private const int PlainLines = 10;

    /// <summary>Calls <paramref name="runEpoch"/> for each epoch and shows the loss it returns.</summary>
    public static void Show(IAnsiConsole console, int epochs, Func<int, float> runEpoch)
    {
        if (console.Profile.Out.IsTerminal && console.Profile.Capabilities.Ansi)
            ShowBar(console, epochs, runEpoch);
        else
            ShowLines(console, epochs, runEpoch);
    }

    private static void ShowBar(IAnsiConsole console, int epochs, Func<int, float> runEpoch) =>
        console.Progress().Start(context =>
        {
            ProgressTask task = context.AddTask("Training", maxValue: epochs);
            for (int epoch = 0; epoch < epochs; epoch++)
            {
                float loss = runEpoch(epoch);
                task.Description = Describe(epoch, epochs, loss);
                task.Increment(1);
            }
        });

    private static void ShowLines(IAnsiConsole console, int epochs, Func<int, float> runEpoch)
    {
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            float loss = runEpoch(epoch);
            if ((epoch + 1) * PlainLines / epochs > epoch * PlainLines / epochs)
                console.WriteLine(Describe(epoch, epochs, loss));
        }
    }

    private static string Describe(int epoch, int epochs, float loss) =>
        string.Create(CultureInfo.InvariantCulture, $"Epoch {epoch + 1}/{epochs}, training loss {loss:F4}");
}
