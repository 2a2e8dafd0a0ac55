using SoftmaxGen.Generator.Model;
using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes the public members: each of them is one call of what the runtime puts together from the head's kernels.</summary>
internal static class MemberEmitter
{
    public static void Emit(CodeWriter code, HeadPlan plan)
    {
        string element = plan.Head.Element.Keyword;
        HeadKind kind = plan.Head.Kind;
        foreach (HeadProperty property in HeadMembers.PropertiesOf(kind))
        {
            if (property.Name != HeadMembers.ClassCount)
                code.Line();
            Property(code, plan, property);
        }

        foreach (HeadMethod method in HeadMembers.MethodsOf(kind))
        {
            code.Line();
            code.Line(MemberSignature.Documentation(method));
            code.Line(GeneratedCode.Attributes);
            code.Line($"public {MemberSignature.Of(method, element)} =>");
            Call(code, plan, method);
        }

        if (plan.Head.IsStatic)
            return;
        foreach (HeadMethod method in HeadMembers.Methods.Where(method => method.Kind <= kind && HeadMembers.IsHidden(method, kind)))
        {
            code.Line();
            code.Line(GeneratedCode.Attributes);
            code.Line($"{MemberSignature.OfImplementation(method, element)} =>");
            Call(code, plan, method);
        }
    }

    private static void Property(CodeWriter code, HeadPlan plan, HeadProperty property)
    {
        string element = plan.Head.Element.Keyword;
        code.Line(MemberSignature.Documentation(property));
        if (!property.IsConstant)
        {
            code.Line(GeneratedCode.Attributes);
            code.Line($"public static {MemberSignature.Type(property.Type, element)} {property.Name} => {KernelTypes.Weights(plan)}.{property.Name};");
            return;
        }

        code.Line(GeneratedCode.Attribute);
        code.Line($"public const int {property.Name} = {(property.Name == HeadMembers.ClassCount ? plan.Head.Classes : plan.Head.Features)};");
        if (!plan.Head.IsStatic)
        {
            code.Line();
            code.Line(GeneratedCode.Attributes);
            code.Line($"static int {MemberSignature.Interface(property.Kind, element)}.{property.Name} => {property.Name};");
        }
    }

    private static void Call(CodeWriter code, HeadPlan plan, HeadMethod method)
    {
        string weights = KernelTypes.Weights(plan);
        code.Line($"    {KernelTypes.Members(plan)}.{MemberSignature.Call(method, $"{weights}.Weights, {weights}.Bias")};");
    }
}
