namespace SoftmaxGen.Runtime.Tests.Heads;

public class HeadRegistryTests
{
    [Fact]
    public void HeadRegistry_has_a_head_of_each_class_count()
    {
        Assert.Equal(ClassCounts.Heads, HeadRegistry<float>.Counts);
        Assert.Equal(ClassCounts.Heads, HeadRegistry<double>.Counts);
    }

    [Fact]
    public void Members_are_all_of_the_interface()
    {
        int methods = typeof(ISoftmaxHead<float>).GetMethods().Count(method => !method.IsSpecialName);
        Assert.Equal(methods, Members<float>.All.Length);
    }

    [Fact]
    public void DenseHeadRegistry_has_a_head_of_each_shape()
    {
        IEnumerable<(int Features, int Classes)> expected = DenseShapes.Heads.Append(DenseShapes.Largest).Order();
        Assert.Equal(expected, DenseHeadRegistry<float>.Shapes);
        Assert.Equal(expected, DenseHeadRegistry<double>.Shapes);
    }

    [Fact]
    public void DenseMembers_are_all_of_the_interface()
    {
        int methods = typeof(IDenseHead<float>).GetMethods().Count(method => !method.IsSpecialName);
        Assert.Equal(methods, DenseMembers<float>.All.Length);
    }
}
