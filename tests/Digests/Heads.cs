namespace SoftmaxGen.Digests;

// A head of each layout: rows that fill a part of a vector, one vector, several that overlap; rows as lanes or not; loops;
// blocks of sums.

[SoftmaxHead(classes: 2)]
internal partial struct Single2;

[SoftmaxHead(classes: 3)]
internal partial struct Single3;

[SoftmaxHead(classes: 4)]
internal partial struct Single4;

[SoftmaxHead(classes: 5)]
internal partial struct Single5;

[SoftmaxHead(classes: 7)]
internal partial struct Single7;

[SoftmaxHead(classes: 8)]
internal partial struct Single8;

[SoftmaxHead(classes: 10)]
internal partial struct Single10;

[SoftmaxHead(classes: 13)]
internal partial struct Single13;

[SoftmaxHead(classes: 16)]
internal partial struct Single16;

[SoftmaxHead(classes: 33)]
internal partial struct Single33;

[SoftmaxHead(classes: 37)]
internal partial struct Single37;

[SoftmaxHead(classes: 64)]
internal partial struct Single64;

[SoftmaxHead(classes: 100)]
internal partial struct Single100;

[SoftmaxHead(classes: 129)]
internal partial struct Single129;

[SoftmaxHead(classes: 300)]
internal partial struct Single300;

[SoftmaxHead(classes: 1000)]
internal partial struct Single1000;

[SoftmaxHead(classes: 2, Element = typeof(double))]
internal partial struct Double2;

[SoftmaxHead(classes: 3, Element = typeof(double))]
internal partial struct Double3;

[SoftmaxHead(classes: 4, Element = typeof(double))]
internal partial struct Double4;

[SoftmaxHead(classes: 5, Element = typeof(double))]
internal partial struct Double5;

[SoftmaxHead(classes: 10, Element = typeof(double))]
internal partial struct Double10;

[SoftmaxHead(classes: 16, Element = typeof(double))]
internal partial struct Double16;

[SoftmaxHead(classes: 33, Element = typeof(double))]
internal partial struct Double33;

[SoftmaxHead(classes: 64, Element = typeof(double))]
internal partial struct Double64;

[SoftmaxHead(classes: 100, Element = typeof(double))]
internal partial struct Double100;

[SoftmaxHead(classes: 145, Element = typeof(double))]
internal partial struct Double145;

[SoftmaxHead(classes: 300, Element = typeof(double))]
internal partial struct Double300;

[SoftmaxHead(classes: 1000, Element = typeof(double))]
internal partial struct Double1000;

// Dense layers: fewer features than a sum has lanes, tails, tiles of two, three, four and five classes, sums of two levels.

[SoftmaxHead(classes: 2, Features = 3)]
internal partial struct SingleDense3x2;

[SoftmaxHead(classes: 2, Features = 30)]
internal partial struct SingleDense30x2;

[SoftmaxHead(classes: 10, Features = 64)]
internal partial struct SingleDense64x10;

[SoftmaxHead(classes: 37, Features = 100)]
internal partial struct SingleDense100x37;

[SoftmaxHead(classes: 8, Features = 1100)]
internal partial struct SingleDense1100x8;

[SoftmaxHead(classes: 3, Features = 13, Element = typeof(double))]
internal partial struct DoubleDense13x3;

[SoftmaxHead(classes: 10, Features = 64, Element = typeof(double))]
internal partial struct DoubleDense64x10;

[SoftmaxHead(classes: 37, Features = 100, Element = typeof(double))]
internal partial struct DoubleDense100x37;
