using DigitClassifier;
using DistributedTraining.Cluster;
using DistributedTraining.Costs;
using DistributedTraining.Training;

namespace DistributedTraining;

/// <summary>Trains a head on silos, or runs a silo for others to train on.</summary>
internal static class Program
{
    public static int Main(string[] args) => Application.RunOnConsole(args, Run);

    /// <summary>Runs the sample; <see cref="Main"/> with the console as parameters.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter error) =>
        Application.Run(
            CommandLine.Create(
                settings => TrainAsync(settings, output),
                (settings, isChild, cancellation) => RunSiloAsync(settings, isChild, output, cancellation)),
            args,
            output,
            error);

    private static async Task<int> TrainAsync(Settings settings, TextWriter output)
    {
        if (settings.Mistake is { } mistake)
            throw new UserException(mistake);

        TrainingState? state = settings.IsResumed
            ? Checkpoint.Load(settings.CheckpointFile, settings.Training, Problem.Named(settings.Problem).ParameterCount)
            : null;
        Report report = new(Application.CreateConsole(output));
        if (settings.Silos == 0)
        {
            report.Threads(settings);
            Train(settings, new ThreadedGradients(settings.Set), state, report);
            return 0;
        }

        await using LocalCluster cluster = await LocalCluster.StartAsync(settings);
        ClusterGradients gradients = new(cluster.Grains, settings.Set, int.Log2(settings.BlockSize));
        SiloAddress[] members = await cluster.MembersAsync();
        report.Members(settings, members, await gradients.PrepareAsync(members, cluster.Own));
        GradientDescent descent = Train(settings, gradients, state, report);
        report.Repeated(gradients.Repeated);
        if (descent.Times.Count > 0)
            report.Cost(await CostProbe.MeasureAsync(descent, gradients, cluster.Own), descent.Times, settings.Rows / settings.StepCount);
        await gradients.ReleaseAsync();
        return 0;
    }

    private static GradientDescent Train(Settings settings, IGradients gradients, TrainingState? state, Report report)
    {
        GradientDescent descent = new(settings.Set, settings.StepCount, settings.Rate, gradients, state);
        report.Progress(descent, settings, () => Checkpoint.Save(settings.CheckpointFile, settings.Training, descent.State));
        report.Result(descent, settings);
        return descent;
    }

    private static async Task<int> RunSiloAsync(SiloSettings settings, bool isChild, TextWriter output, CancellationToken cancellation)
    {
        await using SiloHost silo = await SiloHost.StartAsync(settings);
        await output.WriteLineAsync($"Silo {silo.EndPoint} is up. Ctrl+C stops it.");
        await output.FlushAsync(cancellation);

        // The other process holds the input open. Where it dies, even without warning, the input ends.
        await (isChild ? Task.Run(Console.In.ReadToEnd, cancellation) : silo.WaitAsync(cancellation));
        return 0;
    }
}
