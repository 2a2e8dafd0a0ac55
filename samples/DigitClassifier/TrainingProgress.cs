using System.Globalization;
using Spectre.Console;

namespace DigitClassifier;

/// <summary>Shows how training gets on: a progress bar on a terminal, a few plain lines anywhere else.</summary>
internal static class TrainingProgress
{
    private const int PlainLines = 10;

    /// <summary>Calls <paramref name="runEpoch"/> for each epoch from <paramref name="first"/> on, and shows the words it returns.</summary>
    public static void Show(IAnsiConsole console, int first, int epochs, Func<int, string> runEpoch)
    {
        if (console.Profile.Out.IsTerminal && console.Profile.Capabilities.Ansi)
            ShowBar(console, first, epochs, runEpoch);
        else
            ShowLines(console, first, epochs, runEpoch);
    }

    private static void ShowBar(IAnsiConsole console, int first, int epochs, Func<int, string> runEpoch) =>
        console.Progress().Start(context =>
        {
            ProgressTask task = context.AddTask("Training", maxValue: epochs);
            task.Value = first;
            for (int epoch = first; epoch < epochs; epoch++)
            {
                task.Description = Describe(epoch, epochs, runEpoch(epoch));
                task.Increment(1);
            }
        });

    private static void ShowLines(IAnsiConsole console, int first, int epochs, Func<int, string> runEpoch)
    {
        for (int epoch = first; epoch < epochs; epoch++)
        {
            string words = runEpoch(epoch);
            if ((epoch + 1) * PlainLines / epochs > epoch * PlainLines / epochs)
                console.WriteLine(Describe(epoch, epochs, words));
        }
    }

    private static string Describe(int epoch, int epochs, string words) =>
        string.Create(CultureInfo.InvariantCulture, $"Epoch {epoch + 1}/{epochs}, {words}");
}
