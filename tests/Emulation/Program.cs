using System.Globalization;
using System.Runtime.InteropServices;
using SoftmaxGen.Runtime.Tests.Accuracy;
using SoftmaxGen.Runtime.Tests.Inputs;
using Xunit.Sdk;

// Runs accuracy tests where no SDK can: a published program is all that an emulator needs. The argument n takes every nth
// case, so that a run is as long as there is time for.
int step = args.Length == 1 && int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out int parsed) && parsed > 0 ? parsed : 1;
(string Name, Action<int, RowKind> Run)[] tests =
[
    (nameof(AccuracySingleTests), new AccuracySingleTests().Members_are_within_their_bounds),
    (nameof(AccuracyDoubleTests), new AccuracyDoubleTests().Members_are_within_their_bounds),
];
int index = 0, passed = 0, failed = 0;
foreach ((string name, Action<int, RowKind> run) in tests)
{
    foreach (object[] arguments in AccuracyCases.All)
    {
        if (index++ % step != 0)
            continue;
        (int classes, RowKind kind) = ((int)arguments[0], (RowKind)arguments[1]);
        try
        {
            run(classes, kind);
            passed++;
        }
        catch (XunitException exception)
        {
            failed++;
            Console.WriteLine($"{name}(classes: {classes}, kind: {kind}): {exception.Message}");
        }
    }
}

Console.WriteLine($"{RuntimeInformation.ProcessArchitecture}: {passed} passed, {failed} failed");
return failed == 0 && passed > 0 ? 0 : 1;
