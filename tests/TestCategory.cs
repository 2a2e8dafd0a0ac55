namespace SoftmaxGen.Tests;

/// <summary>
/// The trait of tests that take seconds: <c>[Trait(TestCategory.Name, TestCategory.Slow)]</c> on a test or on a class of them.
/// <c>dotnet test --filter "Category!=Slow"</c> leaves them out; without a filter all tests run.
/// </summary>
internal static class TestCategory
{
    public const string Name = "Category";

    public const string Slow = "Slow";
}
