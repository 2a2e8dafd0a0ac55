namespace SoftmaxGen.Benchmarks;

/// <summary>Times every head against its peers, and reports what the just-in-time compiler made of its kernels.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        try
        {
            return CommandLine.Create().Parse(args).Invoke(new() { EnableDefaultExceptionHandler = false });
        }
        catch (BenchmarkException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
