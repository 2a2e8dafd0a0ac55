using SoftmaxGen.Generator.Model;
using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes the public members: each of them is one call of what the runtime puts together from the head's kernels.</summary>
internal static class MemberEmitter
{
    public static void Emit(CodeWriter code, HeadPlan plan, HeadSpec head)
    {
        HeadTypes types = head.Types;
        HeadKind kind = head.Kind;
        foreach (HeadProperty property in HeadMembers.PropertiesOf(kind))
        {
            if (property.Name != HeadMembers.ClassCount)
                code.Line();
            Property(code, plan, head, property);
        }

        foreach (HeadMethod method in HeadMembers.MethodsOf(head.Shape))
        {
            code.Line();
            code.Lines(MemberSignature.Documentation(method));
            code.Line(GeneratedCode.Attributes);
            code.Line($"public {MemberSignature.Of(method, types)} =>");
            Call(code, plan, method);
        }

        if (head.IsStatic)
            return;
        foreach (HeadMethod method in HeadMembers.Methods.Where(method => method.Kind <= kind && method.ForLabels is null && HeadMembers.IsHidden(method, kind)))
        {
            code.Line();
            code.Line(GeneratedCode.Attributes);
            code.Line($"{MemberSignature.OfImplementation(method, types)} =>");
            Call(code, plan, method);
        }
    }

    private static void Property(CodeWriter code, HeadPlan plan, HeadSpec head, HeadProperty property)
    {
        code.Line(MemberSignature.Documentation(property));
        if (!property.IsConstant)
        {
            code.Line(GeneratedCode.Attributes);
            code.Line($"public static {MemberSignature.Type(property.Type, head.Types)} {property.Name} => {KernelTypes.Weights(plan)}.{property.Name};");
            return;
        }

        code.Line(GeneratedCode.Attribute);
        code.Line($"public const int {property.Name} = {(property.Name == HeadMembers.ClassCount ? head.Classes : head.Features)};");
        if (!head.IsStatic)
        {
            code.Line();
            code.Line(GeneratedCode.Attributes);
            code.Line($"static int {MemberSignature.Interface(property.Kind, head.Element.Keyword)}.{property.Name} => {property.Name};");
        }
    }

    private static void Call(CodeWriter code, HeadPlan plan, HeadMethod method)
    {
        string weights = KernelTypes.Weights(plan);
        string call = (method.ForLabels, plan.Head.Labels) switch
        {
            ({ Numbers: null }, { } labels) => LabelsEmitter.Name(labels, KernelTypes.Labels(plan), isNumber: method.Parameters[0].Type == "int"),
            ({ Numbers: not null }, { } labels) => Member(LabelsEmitter.TypeArguments(labels)),
            _ => Member(""),
        };
        code.Line($"    {call};");

        string Member(string typeArguments) => $"{KernelTypes.Members(plan)}.{MemberSignature.Call(method, $"{weights}.Weights, {weights}.Bias", typeArguments)}";
    }
}
