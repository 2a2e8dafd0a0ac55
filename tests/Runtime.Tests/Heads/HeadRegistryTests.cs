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
        Assert.Equal(MethodsOf(typeof(ISoftmaxHead<float>)), Members<float>.All.Select(member => NameOf(member.Name)).Order(StringComparer.Ordinal));
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
        Assert.Equal(MethodsOf(typeof(IDenseHead<float>)), DenseMembers<float>.All.Select(member => NameOf(member.Name)).Order(StringComparer.Ordinal));
    }

    // A method with several overloads stands there several times.
    private static IEnumerable<string> MethodsOf(Type type) =>
        type.GetMethods().Where(method => !method.IsSpecialName).Select(method => method.Name).Order(StringComparer.Ordinal);

    // Behind the name of a method stands what tells its overloads apart.
    private static string NameOf(string member) => member.Split('(')[0];
}
