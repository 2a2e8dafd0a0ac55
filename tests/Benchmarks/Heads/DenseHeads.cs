namespace SoftmaxGen.Benchmarks.Heads;

// Data/make.py makes the weights.
[SoftmaxHead(2, Weights = "dense-30x2.csv")] internal readonly partial struct Dense30x2;
[SoftmaxHead(10, Weights = "dense-64x10.csv")] internal readonly partial struct Dense64x10;
[SoftmaxHead(10, Weights = "dense-784x10.csv")] internal readonly partial struct Dense784x10;
[SoftmaxHead(100, Weights = "dense-128x100.csv")] internal readonly partial struct Dense128x100;
