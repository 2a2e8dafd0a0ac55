using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using DigitClassifier;
using DistributedTraining.Cluster;

namespace DistributedTraining;

/// <summary>The verbs and the options, their defaults and their limits.</summary>
internal static class CommandLine
{
    /// <summary>The verb that runs a silo alone.</summary>
    public const string SiloVerb = "silo";

    /// <summary>The option of a silo that another process has started.</summary>
    public const string ChildOption = "--child";

    private const int MostSilos = 64;

    private static string DefaultCheckpoint => Path.Combine(AppContext.BaseDirectory, "checkpoint.json");

    /// <summary>Builds the command; <paramref name="train"/> and <paramref name="runSilo"/> return the exit code.</summary>
    public static RootCommand Create(Func<Settings, Task<int>> train, Func<SiloSettings, bool, CancellationToken, Task<int>> runSilo)
    {
        Option<string> problem = new("--problem")
        {
            HelpName = "NAME",
            Description = $"What is learned: {string.Join(", ", Problem.Names)}. All but the digits are made up, to measure other sizes, features x classes.",
            DefaultValueFactory = _ => Problem.Names.First(),
            CustomParser = result => Problem.Names.Contains(Value(result))
                ? Value(result)
                : Refuse<string>(result, $"--problem: expected {string.Join(" or ", Problem.Names)}"),
        };
        Option<int> rows = OptionKinds.WholeNumber("--rows", "R", "Rows to train on.", 200_000, 1, 100_000_000);
        Option<int> shards = OptionKinds.WholeNumber("--shards", "S", "Shards that the rows are cut into, whatever the silos. The bits of the weights depend on it.", 64, 1, 65_536);
        Option<int> block = OptionKinds.WholeNumber("--block", "B", "Shards whose gradients are added up on their silo, a power of two. The bits of the weights do not depend on it.", 8, 1, 65_536);
        Option<int> batch = OptionKinds.WholeNumber("--batch", "R", "Rows of a step.", 20_000, 1, 100_000_000);
        Option<int> epochs = OptionKinds.WholeNumber("--epochs", "E", "How often training goes through the rows.", 10, 1, 10_000);
        Option<int> seed = OptionKinds.WholeNumber("--seed", "S", "Seed of the rows.", 1, 0, int.MaxValue);
        Option<float> rate = OptionKinds.PositiveNumber("--rate", "R", "Learning rate.", 0.5f);
        Option<int> silos = OptionKinds.WholeNumber("--silos", "N", "Silos on this machine: one in this process, the others in processes of their own. 0 trains without a cluster, on threads.", 1, 0, MostSilos);
        Option<string> checkpoint = OptionKinds.FileName("--checkpoint", "FILE", "Where the state goes after each epoch; beside the program unless said.");
        Option<bool> resume = new("--resume") { Description = "Goes on from the checkpoint. The weights get the bits of a run that was not interrupted." };
        Option<int> delay = Delay();
        Option<DnsEndPoint?> redis = Redis();
        Option<IPAddress> address = Address();
        Option<int> port = Port();

        RootCommand command = new("Trains softmax regression by a generated head on several machines: Orleans places shards of the rows on silos and finds other places for those of a silo that dies.")
        {
            problem, rows, shards, block, batch, epochs, seed, rate, silos, redis, address, port, checkpoint, resume, delay, SiloCommand(runSilo),
        };
        command.SetAction((result, _) => train(new Settings(
            result.GetValue(problem)!,
            result.GetValue(rows),
            result.GetValue(shards),
            result.GetValue(block),
            result.GetValue(batch),
            result.GetValue(epochs),
            result.GetValue(seed),
            result.GetValue(rate),
            result.GetValue(silos),
            result.GetValue(redis),
            result.GetValue(address)!,
            result.GetValue(port),
            result.GetValue(checkpoint) ?? DefaultCheckpoint,
            result.GetValue(resume),
            result.GetValue(delay))));
        return command;
    }

    private static Command SiloCommand(Func<SiloSettings, bool, CancellationToken, Task<int>> run)
    {
        Option<DnsEndPoint?> redis = Redis();
        Option<IPEndPoint?> primary = Primary();
        Option<IPAddress> address = Address();
        Option<int> port = Port();
        Option<int> delay = Delay();
        Option<bool> child = new(ChildOption) { Hidden = true };
        Command command = new(SiloVerb, "Runs a silo alone, for others to train on, until the process is told to end.") { redis, primary, address, port, delay, child };
        command.Validators.Add(result =>
        {
            // Their values would be asked for in vain where one cannot be read, which is an error of its own.
            if (result.GetResult(redis) is null == result.GetResult(primary) is null)
                result.AddError($"{SiloVerb}: expected --redis or --primary, the cluster to join");
        });
        command.SetAction((result, cancellation) => run(
            new SiloSettings(
                result.GetValue(address)!,
                result.GetValue(port),
                result.GetValue(redis),
                result.GetValue(primary),
                TimeSpan.FromMilliseconds(result.GetValue(delay))),
            result.GetValue(child),
            cancellation));
        return command;
    }

    private static Option<int> Port() =>
        OptionKinds.WholeNumber("--port", "P", "Port that other silos reach this one at; 0 for any that is free.", 0, 0, ushort.MaxValue);

    private static Option<int> Delay() =>
        OptionKinds.WholeNumber("--delay", "MS", "Holds calls from other silos up by so many milliseconds each way, to measure what a slow network costs.", 0, 0, 10_000);

    private static Option<IPAddress> Address() => new("--address")
    {
        HelpName = "IP",
        Description = "Address that other silos reach this one at.",
        DefaultValueFactory = _ => IPAddress.Loopback,
        CustomParser = result => IPAddress.TryParse(Value(result), out IPAddress? value)
            ? value
            : Refuse<IPAddress>(result, "--address: expected an IP address"),
    };

    private static Option<DnsEndPoint?> Redis() => new("--redis")
    {
        HelpName = "HOST:PORT",
        Description = "Joins the cluster whose list of members is on that Redis server.",
        CustomParser = result =>
        {
            string value = Value(result);
            int colon = value.LastIndexOf(':');
            return colon > 0 && ushort.TryParse(value.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) && port > 0
                ? new DnsEndPoint(value[..colon], port)
                : Refuse<DnsEndPoint>(result, "--redis: expected HOST:PORT");
        },
    };

    private static Option<IPEndPoint?> Primary() => new("--primary")
    {
        HelpName = "IP:PORT",
        Description = "The first silo of a cluster on this machine, which another run has printed.",
        CustomParser = result => IPEndPoint.TryParse(Value(result), out IPEndPoint? value) && value.Port > 0
            ? value
            : Refuse<IPEndPoint>(result, "--primary: expected IP:PORT"),
    };

    private static T? Refuse<T>(ArgumentResult result, string expected)
        where T : class
    {
        result.AddError($"{expected}, found '{Value(result)}'");
        return null;
    }

    private static string Value(ArgumentResult result) => result.Tokens is [Token token, ..] ? token.Value : "";
}
