using SoftmaxGen.Generator.Model;
using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes the public members: each of them is one call of what the runtime puts together from the head's kernels.</summary>
internal static class MemberEmitter
{
    public static void Emit(CodeWriter code, HeadPlan plan)
    {
        string element = plan.Head.Element.Keyword;
        code.Line(MemberSignature.ClassCountDocumentation);
        code.Line(GeneratedCode.Attribute);
        code.Line($"public const int ClassCount = {plan.Head.Classes};");
        if (!plan.Head.IsStatic)
        {
            code.Line();
            code.Line(GeneratedCode.Attributes);
            code.Line($"static int {MemberSignature.Interface(element)}.ClassCount => ClassCount;");
        }

        foreach (HeadMethod method in HeadMembers.Methods)
        {
            code.Line();
            code.Line(MemberSignature.Documentation(method));
            code.Line(GeneratedCode.Attributes);
            code.Line($"public {MemberSignature.Of(method, element)} =>");
            code.Line($"    {KernelTypes.Members(plan)}.{MemberSignature.Call(method)};");
        }
    }
}
