using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Runtime.Tests.Reference;
using Xunit;

namespace SoftmaxGen.Generator.Tests;

/// <summary>ln N, as the compiler reads it in generated code, is the nearest number of the element type.</summary>
public class LogarithmTests
{
    [Fact]
    public void Logarithm_of_any_count_is_rounded_correctly()
    {
        // Each class count of the size that most heads have, and a sample of those beyond.
        foreach (int classes in Enumerable.Range(2, 5000).Concat(Enumerable.Range(0, 2100).Select(i => 65536 - (29 * i))))
        {
            BigFloat exact = BigFloat.Log(classes);
            string digits = HeadPlanner.Logarithm(classes).ToString(CultureInfo.InvariantCulture);
            Assert.Equal(exact.ToDouble(), Assert.IsType<double>(Read(digits)));
            Assert.Equal(exact.ToSingle(), Assert.IsType<float>(Read(digits + "f")));
        }
    }

    private static object? Read(string literal) => ((LiteralExpressionSyntax)SyntaxFactory.ParseExpression(literal)).Token.Value;
}
