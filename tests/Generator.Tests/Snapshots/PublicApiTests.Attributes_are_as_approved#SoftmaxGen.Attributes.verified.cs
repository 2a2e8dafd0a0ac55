//HintName: SoftmaxGen.Attributes.cs
[System.AttributeUsageAttribute(System.AttributeTargets.Class | System.AttributeTargets.Struct, AllowMultiple = false, Inherited = false)]
public sealed class SoftmaxHeadAttribute : Attribute
{
    public SoftmaxHeadAttribute(Type labels);
    public SoftmaxHeadAttribute(int classes);
    public double[]? ClassWeights { get; set; }
    public int Classes { get; }
    public Type Element { get; set; }
    public int Features { get; set; }
    public double FocalGamma { get; set; }
    public int IgnoreLabel { get; set; }
    public double LabelSmoothing { get; set; }
    public Type? Labels { get; }
    public double Temperature { get; set; }
    public string? Weights { get; set; }
}
