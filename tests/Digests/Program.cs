using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using SoftmaxGen.Digests;

// Digests of what heads of every layout compute. The lines are the same on every CPU with fused multiply-add and however the
// program is compiled; the first one, which says what the hardware has, is not compared. With --refused-inlining come the calls in
// between that the just-in-time compiler did not inline. With --few only some heads have them, one of each layout: for where the
// hardware is emulated.
TextWriter output = Console.Out;
using RefusedInlining? refused = args is ["--refused-inlining"] ? new() : null;
output.WriteLine($"# Vector512 {Vector512.IsHardwareAccelerated}, Vector256 {Vector256.IsHardwareAccelerated}, Vector128 {Vector128.IsHardwareAccelerated}, FMA {Fma.IsSupported || AdvSimd.IsSupported}");
HeadDigests<Single3, float>.Write(output);
HeadDigests<Single10, float>.Write(output);
HeadDigests<Single37, float>.Write(output);
HeadDigests<Single129, float>.Write(output);
HeadDigests<Single1000, float>.Write(output);
HeadDigests<Double3, double>.Write(output);
HeadDigests<Double10, double>.Write(output);
HeadDigests<Double145, double>.Write(output);
DenseDigests<SingleDense64x10, float>.Write(output);
DenseDigests<DoubleDense13x3, double>.Write(output);
if (args is not ["--few"])
{
    HeadDigests<Single2, float>.Write(output);
    HeadDigests<Single4, float>.Write(output);
    HeadDigests<Single5, float>.Write(output);
    HeadDigests<Single7, float>.Write(output);
    HeadDigests<Single8, float>.Write(output);
    HeadDigests<Single13, float>.Write(output);
    HeadDigests<Single16, float>.Write(output);
    HeadDigests<Single33, float>.Write(output);
    HeadDigests<Single64, float>.Write(output);
    HeadDigests<Single100, float>.Write(output);
    HeadDigests<Single300, float>.Write(output);
    HeadDigests<Double2, double>.Write(output);
    HeadDigests<Double4, double>.Write(output);
    HeadDigests<Double5, double>.Write(output);
    HeadDigests<Double16, double>.Write(output);
    HeadDigests<Double33, double>.Write(output);
    HeadDigests<Double64, double>.Write(output);
    HeadDigests<Double100, double>.Write(output);
    HeadDigests<Double300, double>.Write(output);
    HeadDigests<Double1000, double>.Write(output);
    DenseDigests<SingleDense3x2, float>.Write(output);
    DenseDigests<SingleDense30x2, float>.Write(output);
    DenseDigests<SingleDense100x37, float>.Write(output);
    DenseDigests<SingleDense1100x8, float>.Write(output);
    DenseDigests<DoubleDense64x10, double>.Write(output);
    DenseDigests<DoubleDense100x37, double>.Write(output);
}

refused?.Write(output);
