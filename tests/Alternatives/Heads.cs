namespace SoftmaxGen.Alternatives;

[SoftmaxHead(10)] internal readonly partial struct SmallHead;
[SoftmaxHead(1000)] internal readonly partial struct LargeHead;
[SoftmaxHead(1000, Features = 2048)] internal readonly partial struct LargeLayer;
