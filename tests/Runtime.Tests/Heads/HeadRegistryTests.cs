namespace SoftmaxGen.Runtime.Tests.Heads;

public class HeadRegistryTests
{
    [Fact]
    public void Every_class_count_has_a_head_of_each_element_type()
    {
        Assert.Equal(ClassCounts.Heads, HeadRegistry<float>.Counts);
        Assert.Equal(ClassCounts.Heads, HeadRegistry<double>.Counts);
    }

    [Fact]
    public void Every_member_of_the_interface_is_called()
    {
        int methods = typeof(ISoftmaxHead<float>).GetMethods().Count(method => !method.IsSpecialName);
        Assert.Equal(methods, Members<float>.All.Length);
    }
}
