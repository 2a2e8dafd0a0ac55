using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using SoftmaxGen.Runtime;

namespace SoftmaxGen.Benchmarks.Kernels;

/// <summary>A kernel with the names of its parameters: listings show types only, in which overloads are alike.</summary>
internal sealed record PreparedKernel(string Type, string Method, string Parameters)
{
    /// <summary>One line of text, which is how one process tells the other.</summary>
    public string ToLine() => string.Join('\t', Type, Method, Parameters);

    /// <summary>Reads such a line; null for any other.</summary>
    public static PreparedKernel? FromLine(string line) =>
        line.Split('\t') is [string type, string method, string parameters] ? new(type, method, parameters) : null;
}

/// <summary>Has each kernel of an assembly compiled, in the process whose just-in-time compiler writes its listings.</summary>
internal static partial class KernelPreparation
{
    /// <summary>
    /// The types that hold kernels: the compiler puts the name of the file before the name of a file-local type. Those with a row
    /// in each lane are generic over the steps of a width.
    /// </summary>
    public const string TypePattern = @"__(?<head>(Single|Double)\d+)(?<kind>Row|Batch)((?<bits>\d+)|`\d\[SoftmaxGen\.Runtime\.(Single|Double)(?<bits>\d+),\S*\])";

    /// <summary>A type in words that the listings and the loaded assembly share.</summary>
    public static string TypeName(Match type) => type.Result("${head}${kind}${bits}");

    public static int Run(string file, TextWriter output)
    {
        const BindingFlags All = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        foreach (Type type in Assembly.LoadFrom(file).GetTypes().SelectMany(Closed))
        {
            if (KernelType().Match(type.ToString()) is not { Success: true } name)
                continue;
            foreach (MethodInfo method in type.GetMethods(All).Where(method => !method.IsSpecialName))
            {
                // Also what asks to be inlined: past its budget the compiler calls it all the same.
                RuntimeHelpers.PrepareMethod(method.MethodHandle, [.. type.GetGenericArguments().Select(argument => argument.TypeHandle)]);
                output.WriteLine(new PreparedKernel(TypeName(name), method.Name, string.Join(", ", Names(method))).ToLine());
            }
        }

        return 0;
    }

    // The types of all widths that the hardware has.
    private static IEnumerable<Type> Closed(Type type)
    {
        if (!type.IsGenericTypeDefinition || !type.Name.Contains("Batch", StringComparison.Ordinal))
            return [type];
        bool isDouble = type.GetInterfaces().Any(one => one.GenericTypeArguments is [var element] && element == typeof(double));
        return from steps in isDouble ? (Type[])[typeof(Double512), typeof(Double256), typeof(Double128)] : [typeof(Single512), typeof(Single256), typeof(Single128)]
               where (bool)steps.GetProperty("IsSupported")!.GetValue(null)!
               let arguments = steps.GetInterfaces().Single(one => one.Name.StartsWith(isDouble ? "IDoubleSteps" : "ISingleSteps", StringComparison.Ordinal)).GetGenericArguments()
               select type.MakeGenericType([steps, .. arguments]);
    }

    // No two kernels differ by these.
    private static IEnumerable<string?> Names(MethodInfo method) =>
        method.GetParameters().Select(parameter => parameter.Name).Where(name => name is not ("divisor" or "workspace"));

    [GeneratedRegex(TypePattern)]
    private static partial Regex KernelType();
}
