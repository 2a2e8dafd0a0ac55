using System.Numerics.Tensors;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using BenchmarkDotNet.Environments;

namespace SoftmaxGen.Benchmarks.Report;

/// <summary>Describes what the times were measured on, without naming the machine.</summary>
internal static class Machine
{
    public static string Describe()
    {
        string processor = HostEnvironmentInfo.GetCurrent().CpuInfo.Value.ProcessorName is { Length: > 0 } name ? name.Trim() : "unknown";
        return string.Join('\n',
            "| | |",
            "| --- | --- |",
            $"| processor | {processor}, {Environment.ProcessorCount} logical cores |",
            $"| instruction sets | {InstructionSets()} |",
            $"| widest accelerated vector | {WidestVector()} bits |",
            $"| operating system | {RuntimeInformation.OSDescription} ({RuntimeInformation.ProcessArchitecture}) |",
            $"| runtime | {RuntimeInformation.FrameworkDescription}, default settings |",
            $"| System.Numerics.Tensors | {Version(typeof(TensorPrimitives).Assembly)} |",
            "");
    }

    private static string InstructionSets()
    {
        (string Name, bool IsSupported)[] sets =
        [
            ("SSE4.2", Sse42.IsSupported),
            ("AVX", Avx.IsSupported),
            ("AVX2", Avx2.IsSupported),
            ("FMA", Fma.IsSupported),
            ("AVX-512 F", Avx512F.IsSupported),
            ("AVX-512 DQ", Avx512DQ.IsSupported),
            ("AVX-512 VL", Avx512F.VL.IsSupported),
            ("AdvSIMD", AdvSimd.IsSupported),
        ];
        return string.Join(", ", sets.Where(set => set.IsSupported).Select(set => set.Name));
    }

    // The runtime may leave wide vectors alone that the processor has, because they lower its clock.
    private static int WidestVector() =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    // The version of the package, without the commit that may follow it.
    private static string Version(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";
}
