// Kept, the attributes tell the tests what the options are.
#define SOFTMAXGEN_KEEP_ATTRIBUTES

namespace SoftmaxGen.Runtime.Tests.Heads;

[SoftmaxHead(10, LabelSmoothing = 0.1)] internal readonly partial struct SingleSmooth10;
[SoftmaxHead(5, ClassWeights = new[] { 0.1, 1.25, 0.0, 3.3, 0.7 })] internal readonly partial struct SingleWeighted5;
[SoftmaxHead(3, IgnoreLabel = -100)] internal readonly partial struct SingleIgnored3;
[SoftmaxHead(8, IgnoreLabel = 2, ClassWeights = new[] { 0.5, 1.0, 2.0, 1.0, 0.0, 0.75, 1.0, 3.5 })] internal readonly partial struct SingleIgnoredClass8;
[SoftmaxHead(2, FocalGamma = 2)] internal readonly partial struct SingleFocal2;
[SoftmaxHead(37, FocalGamma = 0.5)] internal readonly partial struct SingleFocal37;
[SoftmaxHead(4, Temperature = 0.7)] internal readonly partial struct SingleCold4;
[SoftmaxHead(100, Temperature = 2)] internal readonly partial struct SingleWarm100;
[SoftmaxHead(17, Temperature = 1e-5)] internal readonly partial struct SingleFreezing17;
[SoftmaxHead(10, Temperature = 0.7, LabelSmoothing = 0.1, ClassWeights = new[] { 0.5, 3.5, 1.0, 3.5, 1.25, 0.0, 1.25, 1.25, 0.5, 3.5 }, IgnoreLabel = -1, FocalGamma = 2)] internal readonly partial struct SingleAll10;
[SoftmaxHead(13, LabelSmoothing = 0.3, ClassWeights = new[] { 0.25, 0.25, 0.75, 1.25, 1.0, 0.25, 0.0, 3.5, 3.5, 0.5, 0.5, 2.0, 0.25 }, IgnoreLabel = int.MinValue)] internal readonly partial struct SingleSmoothWeighted13;
[SoftmaxHead(300, Temperature = 0.5, LabelSmoothing = 0.2, IgnoreLabel = 300)] internal readonly partial struct SingleColdSmooth300;
[SoftmaxHead(129, Temperature = 20, ClassWeights = new[] { 1.0, 2.0, 3.5, 1.0, 1.25, 1.0, 0.25, 0.75, 1.25, 1.0, 2.0, 0.25, 2.0, 0.75, 0.25, 0.5, 2.0, 3.5, 0.25, 0.25, 3.5, 0.25, 1.0, 0.5, 1.25, 2.0, 0.75, 1.0, 1.0, 0.5, 0.5, 2.0, 0.25, 1.0, 3.5, 3.5, 0.5, 0.25, 3.5, 0.5, 0.5, 2.0, 3.5, 2.0, 3.5, 3.5, 1.25, 2.0, 0.25, 0.25, 1.25, 1.0, 1.25, 3.5, 1.0, 0.5, 0.75, 0.5, 1.25, 1.0, 0.75, 0.75, 1.0, 1.25, 0.0, 0.75, 1.0, 1.0, 0.75, 0.25, 3.5, 0.25, 0.5, 2.0, 2.0, 1.0, 0.25, 1.0, 0.25, 1.25, 1.25, 2.0, 1.25, 0.5, 1.25, 1.25, 0.75, 1.25, 1.25, 0.25, 0.5, 2.0, 0.5, 2.0, 0.75, 3.5, 0.75, 0.75, 3.5, 1.25, 0.75, 0.5, 0.25, 0.5, 0.25, 3.5, 0.5, 3.5, 1.0, 0.75, 0.5, 2.0, 0.25, 2.0, 1.25, 2.0, 0.5, 1.0, 0.5, 2.0, 1.25, 0.25, 0.75, 1.0, 1.25, 1.0, 2.0, 0.5, 0.5 })] internal readonly partial struct SingleHotWeighted129;
[SoftmaxHead(5, Temperature = 20, FocalGamma = 2.5, ClassWeights = new[] { 0.5, 1.25, 0.0, 1.0, 3.5 }, IgnoreLabel = int.MaxValue)] internal readonly partial struct SingleFocalWeighted5;
[SoftmaxHead(10, Temperature = 0.7, FocalGamma = 8)] internal readonly partial struct SingleColdFocal10;
[SoftmaxHead(3, Features = 7, LabelSmoothing = 0.1, ClassWeights = new[] { 0.5, 2.0, 0.25 }, IgnoreLabel = -1)] internal readonly partial struct SingleDense7x3;
[SoftmaxHead(10, Features = 16, Temperature = 2, FocalGamma = 2, ClassWeights = new[] { 1.0, 3.5, 2.0, 1.0, 0.25, 0.0, 0.75, 0.25, 3.5, 0.75 }, IgnoreLabel = 255)] internal readonly partial struct SingleFocalDense16x10;

[SoftmaxHead(10, Element = typeof(double), LabelSmoothing = 0.1)] internal readonly partial struct DoubleSmooth10;
[SoftmaxHead(5, Element = typeof(double), ClassWeights = new[] { 0.1, 1.25, 0.0, 3.3, 0.7 })] internal readonly partial struct DoubleWeighted5;
[SoftmaxHead(3, Element = typeof(double), IgnoreLabel = -100)] internal readonly partial struct DoubleIgnored3;
[SoftmaxHead(8, Element = typeof(double), IgnoreLabel = 2, ClassWeights = new[] { 0.5, 1.0, 2.0, 1.0, 0.0, 0.75, 1.0, 3.5 })] internal readonly partial struct DoubleIgnoredClass8;
[SoftmaxHead(2, Element = typeof(double), FocalGamma = 2)] internal readonly partial struct DoubleFocal2;
[SoftmaxHead(37, Element = typeof(double), FocalGamma = 0.5)] internal readonly partial struct DoubleFocal37;
[SoftmaxHead(4, Element = typeof(double), Temperature = 0.7)] internal readonly partial struct DoubleCold4;
[SoftmaxHead(100, Element = typeof(double), Temperature = 2)] internal readonly partial struct DoubleWarm100;
[SoftmaxHead(17, Element = typeof(double), Temperature = 1e-5)] internal readonly partial struct DoubleFreezing17;
[SoftmaxHead(10, Element = typeof(double), Temperature = 0.7, LabelSmoothing = 0.1, ClassWeights = new[] { 0.5, 3.5, 1.0, 3.5, 1.25, 0.0, 1.25, 1.25, 0.5, 3.5 }, IgnoreLabel = -1, FocalGamma = 2)] internal readonly partial struct DoubleAll10;
[SoftmaxHead(13, Element = typeof(double), LabelSmoothing = 0.3, ClassWeights = new[] { 0.25, 0.25, 0.75, 1.25, 1.0, 0.25, 0.0, 3.5, 3.5, 0.5, 0.5, 2.0, 0.25 }, IgnoreLabel = int.MinValue)] internal readonly partial struct DoubleSmoothWeighted13;
[SoftmaxHead(300, Element = typeof(double), Temperature = 0.5, LabelSmoothing = 0.2, IgnoreLabel = 300)] internal readonly partial struct DoubleColdSmooth300;
[SoftmaxHead(129, Element = typeof(double), Temperature = 20, ClassWeights = new[] { 1.0, 2.0, 3.5, 1.0, 1.25, 1.0, 0.25, 0.75, 1.25, 1.0, 2.0, 0.25, 2.0, 0.75, 0.25, 0.5, 2.0, 3.5, 0.25, 0.25, 3.5, 0.25, 1.0, 0.5, 1.25, 2.0, 0.75, 1.0, 1.0, 0.5, 0.5, 2.0, 0.25, 1.0, 3.5, 3.5, 0.5, 0.25, 3.5, 0.5, 0.5, 2.0, 3.5, 2.0, 3.5, 3.5, 1.25, 2.0, 0.25, 0.25, 1.25, 1.0, 1.25, 3.5, 1.0, 0.5, 0.75, 0.5, 1.25, 1.0, 0.75, 0.75, 1.0, 1.25, 0.0, 0.75, 1.0, 1.0, 0.75, 0.25, 3.5, 0.25, 0.5, 2.0, 2.0, 1.0, 0.25, 1.0, 0.25, 1.25, 1.25, 2.0, 1.25, 0.5, 1.25, 1.25, 0.75, 1.25, 1.25, 0.25, 0.5, 2.0, 0.5, 2.0, 0.75, 3.5, 0.75, 0.75, 3.5, 1.25, 0.75, 0.5, 0.25, 0.5, 0.25, 3.5, 0.5, 3.5, 1.0, 0.75, 0.5, 2.0, 0.25, 2.0, 1.25, 2.0, 0.5, 1.0, 0.5, 2.0, 1.25, 0.25, 0.75, 1.0, 1.25, 1.0, 2.0, 0.5, 0.5 })] internal readonly partial struct DoubleHotWeighted129;
[SoftmaxHead(5, Element = typeof(double), Temperature = 20, FocalGamma = 2.5, ClassWeights = new[] { 0.5, 1.25, 0.0, 1.0, 3.5 }, IgnoreLabel = int.MaxValue)] internal readonly partial struct DoubleFocalWeighted5;
[SoftmaxHead(10, Element = typeof(double), Temperature = 0.7, FocalGamma = 8)] internal readonly partial struct DoubleColdFocal10;
[SoftmaxHead(13, Element = typeof(double), Temperature = 1e30)] internal readonly partial struct DoubleBoiling13;
[SoftmaxHead(3, Element = typeof(double), Temperature = 1e-300, LabelSmoothing = 0.5)] internal readonly partial struct DoubleHuge3;
[SoftmaxHead(3, Element = typeof(double), Features = 7, LabelSmoothing = 0.1, ClassWeights = new[] { 0.5, 2.0, 0.25 }, IgnoreLabel = -1)] internal readonly partial struct DoubleDense7x3;
[SoftmaxHead(10, Element = typeof(double), Features = 16, Temperature = 2, FocalGamma = 2, ClassWeights = new[] { 1.0, 3.5, 2.0, 1.0, 0.25, 0.0, 0.75, 0.25, 3.5, 0.75 }, IgnoreLabel = 255)] internal readonly partial struct DoubleFocalDense16x10;
