using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace SoftmaxGen.Benchmarks.Kernels;

/// <summary>A kernel with the names of its parameters: listings show types only, in which overloads are alike.</summary>
internal sealed record PreparedKernel(string Class, string Method, string Parameters)
{
    /// <summary>One line of text, which is how one process tells the other.</summary>
    public string ToLine() => string.Join('\t', Class, Method, Parameters);

    /// <summary>Reads such a line; null for any other.</summary>
    public static PreparedKernel? FromLine(string line) =>
        line.Split('\t') is [string type, string method, string parameters] ? new(type, method, parameters) : null;
}

/// <summary>Has each kernel of an assembly compiled, in the process whose just-in-time compiler writes its listings.</summary>
internal static partial class KernelPreparation
{
    /// <summary>The classes that hold kernels: the compiler puts the name of the file before the name of a file-local class.</summary>
    public const string ClassPattern = @"__(?<head>(Single|Double)\d+)(?<kind>\w*?)Kernels(?<bits>\d+\w*)";

    public static int Run(string file, TextWriter output)
    {
        const BindingFlags All = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        foreach (Type type in Assembly.LoadFrom(file).GetTypes().Where(type => KernelClass().IsMatch(type.Name)))
        {
            foreach (MethodInfo method in type.GetMethods(All))
            {
                // Also what asks to be inlined: past its budget the compiler calls it all the same.
                RuntimeHelpers.PrepareMethod(method.MethodHandle);
                output.WriteLine(new PreparedKernel(type.Name, method.Name, string.Join(", ", Names(method))).ToLine());
            }
        }

        return 0;
    }

    // No two kernels differ by these.
    private static IEnumerable<string?> Names(MethodInfo method) =>
        method.GetParameters().Select(parameter => parameter.Name).Where(name => name is not ("divisor" or "memory"));

    [GeneratedRegex(ClassPattern)]
    private static partial Regex KernelClass();
}
