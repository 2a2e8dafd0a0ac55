using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Tests.Fuzzing;

/// <summary>
/// Builds declarations of heads out of random choices. They are valid, or have one known mistake, by construction: nothing
/// here asks the generator or the compiler. Code of the user names everything from the global namespace on, since the
/// names around it are chosen to get in the way.
/// </summary>
internal sealed partial class DeclarationBuilder
{
    private readonly Choices _choices;
    private readonly string _namespace;
    private readonly bool _isFileScoped;
    private readonly List<TypeParts> _containers = [];
    private readonly List<TypeParts> _heads = [];
    private readonly List<string> _bystanders = [];
    private readonly List<string> _preamble = [];
    private readonly bool _isMistaken;
    private string _mistake = "";
    private bool _allowUnsafe;

    private DeclarationBuilder(Choices choices, bool isMistaken)
    {
        _choices = choices;
        _isMistaken = isMistaken;
        _namespace = Namespace();
        _isFileScoped = _namespace.Length > 0 && choices.Chance(50);
    }

    private sealed class TypeParts
    {
        public required string Kind { get; set; }

        public required string Name { get; set; }

        public string Accessibility { get; set; } = "";

        public string Modifiers { get; set; } = "";

        public bool IsPartial { get; set; } = true;

        public List<string> TypeParameters { get; } = [];

        public string Constraints { get; set; } = "";

        public string Parameters { get; set; } = "";

        public string Bases { get; set; } = "";

        public List<string> Members { get; } = [];

        public string Attributes { get; set; } = "";

        public bool IsStatic => Modifiers.Contains("static", StringComparison.Ordinal);

        public bool IsSealed => Modifiers.Contains("sealed", StringComparison.Ordinal);

        public bool IsClass => Kind is "class" or "record" or "record class";

        public bool IsRecord => Kind.StartsWith("record", StringComparison.Ordinal);

        public string NameWithParameters => TypeParameters.Count == 0 ? Name : $"{Name}<{string.Join(", ", TypeParameters)}>";

        /// <summary>The declaration up to the body; another part of it says no more than it must.</summary>
        public string Header(bool isOtherPart)
        {
            // `record class` may be any part's way to say `record`.
            string[] words = isOtherPart
                ? ["partial", Kind, NameWithParameters]
                : [Accessibility, Modifiers, IsPartial ? "partial" : "", Kind, NameWithParameters + Parameters, Bases, Constraints];
            return string.Join(' ', words.Where(word => word.Length > 0));
        }
    }

    /// <summary>Builds a project.</summary>
    public static FuzzCase Build(Choices choices, Verdict verdict) => verdict switch
    {
        Verdict.Valid => new DeclarationBuilder(choices, isMistaken: false).Build(),
        Verdict.Invalid => new DeclarationBuilder(choices, isMistaken: true).Build(),
        _ => SourceDamage.Inflict(choices, new DeclarationBuilder(choices, isMistaken: choices.Chance(30)).Build()),
    };

    private FuzzCase Build()
    {
        int depth = _choices.Chance(50) ? 1 + _choices.Next(4) : 0;
        for (int level = 0; level < depth; level++)
            _containers.Add(Container());

        int heads = _isMistaken || !_choices.Chance(20) ? 1 : 2 + _choices.Next(2);
        for (int index = 0; index < heads; index++)
            AddHead();
        if (_choices.Chance(20))
            AddBystander();
        if (_isMistaken)
            MakeMistake();
        AddPreamble();

        List<string> sources = [File(isOtherPart: false)];
        if (_mistake.Length == 0 && _choices.Chance(25))
            sources.Add(File(isOtherPart: true));
        if (_choices.Chance(5))
            sources.Add(_choices.Pick("file class Head;", "file class @var;", "file class System;"));

        return new FuzzCase(_isMistaken ? Verdict.Invalid : Verdict.Valid, [.. sources], heads, _mistake)
        {
            AllowUnsafe = _allowUnsafe,
            LanguageVersion = _mistake == "SMG007"
                ? _choices.Pick(LanguageVersion.CSharp11, LanguageVersion.CSharp10)
                : LanguageVersion.Latest,
        };
    }

    private string Namespace()
    {
        int parts = _choices.Chance(60) ? 1 + _choices.Next(3) : 0;

        // What the user adds to these two must not hide what is there.
        return string.Join('.', Enumerable.Range(0, parts).Select(part => part == 0 && _choices.Chance(10)
            ? _choices.Pick("System", "SoftmaxGen", "Microsoft")
            : _choices.Pick([.. HeadNames.Where(name => name is not ("Math" or "Runtime" or "HeadArguments" or "LossSum" or "Double256" or "Reduction" or "SoftmaxGen")), .. MemberNames.Take(4), "@var", "Digits"])));
    }

    private TypeParts Container()
    {
        (string kind, string modifiers) = _choices.Pick(
            ("class", ""), ("struct", ""), ("record", ""), ("record struct", ""), ("interface", ""), ("class", "static"), ("class", "abstract"),
            ("class", "sealed"), ("struct", "readonly"), ("struct", "ref"), ("record class", "sealed"), ("struct", "readonly ref"), ("record struct", "readonly"));
        TypeParts type = new() { Kind = kind, Name = "", Modifiers = Unsafe(modifiers), Accessibility = Accessibility() };
        string[] names = [.. HeadNames, .. MemberNames, .. _containers.Count > 0 ? (string[])["System", "@var"] : []];
        type.Name = Fresh(() => _choices.Chance(10) ? $"{Plain(_choices.Pick(HeadNames))}{_choices.Pick("Kernels", "Kernels128", "Kernels128General")}" : _choices.Pick(names));
        AddTypeParameters(type);
        return type;
    }

    private void AddHead()
    {
        (string kind, string modifiers) = _choices.Pick(
            ("class", ""), ("class", "static"), ("struct", ""), ("record", ""), ("record struct", ""), ("class", "sealed"), ("class", "abstract"),
            ("struct", "readonly"), ("record", "sealed"), ("record", "abstract"), ("record class", ""), ("record struct", "readonly"));
        TypeParts head = new() { Kind = kind, Name = "", Modifiers = Unsafe(modifiers), Accessibility = Accessibility() };
        head.Name = Fresh(() => _heads.Count > 0 && _choices.Chance(50) ? Variant(_heads[0].Name) : _choices.Pick(HeadNames));
        AddTypeParameters(head);

        bool isDouble = false;
        string element = _choices.Pick(ElementForms);
        isDouble = element.Contains("ouble", StringComparison.Ordinal);
        // With features a head has members that its name may not be.
        string features = HeadMembers.Contains(new(HeadKind.Dense), Plain(head.Name)) ? "" : _choices.Pick(FeatureForms);
        (string count, int classes) = _choices.Pick(ClassCounts);
        string losses = _choices.Pick(LossForms);
        if (losses.Contains("{}", StringComparison.Ordinal))
            losses = losses.Replace("{}", $"{{ 0.25, {string.Join(", ", Enumerable.Range(1, classes - 1).Select(_ => _choices.Pick(Weights)))} }}", StringComparison.Ordinal);
        head.Attributes = AttributeList($"({count}{element}{features}{losses})");

        if (!head.IsStatic && _choices.Chance(20))
            head.Parameters = head.IsRecord ? "(int Seed)" : "(int seed)";
        if (!head.IsStatic && _choices.Chance(15))
            head.Bases = $": {_choices.Pick([$"global::SoftmaxGen.ISoftmaxHead<{(isDouble ? "double" : "float")}>", .. head.Kind == "class" ? (string[])["global::System.Exception", "object", "global::System.Attribute"] : []])}";
        if (head.Bases.Contains("System", StringComparison.Ordinal) && head.Modifiers.Contains("unsafe", StringComparison.Ordinal))
            head.Bases = "";

        int members = _choices.Chance(50) ? 1 + _choices.Next(4) : 0;
        HashSet<string> taken = [Plain(head.Name), .. head.TypeParameters.Select(Plain)];
        for (int index = 0; index < members; index++)
        {
            (string name, string text) = _choices.Pick([.. StaticMembers, .. head.IsStatic ? [] : InstanceMembers]);
            if (taken.Add(name))
                head.Members.Add(text);
        }

        _heads.Add(head);
    }

    private string AttributeList(string arguments) => _choices.Pick(0, 0, 0, 1, 2, 3, 4, 5, 6) switch
    {
        0 => $"[{Attribute}{arguments}]",
        1 => $"[{Attribute}Attribute{arguments}]",
        2 => $"[type: {Attribute}{arguments}]",
        3 => $"[Classifier{arguments}]",
        4 => $"[global::System.Obsolete, {Attribute}{arguments},]",
        5 => $"[{Attribute}{arguments}] [global::System.CLSCompliant(false)]",
        _ => $"/// <summary>A head.</summary>\n[ /* a */ {Attribute} /* b */ {arguments} /* c */ ] // d\n",
    };

    private void AddTypeParameters(TypeParts type)
    {
        int count = _choices.Chance(25) ? 1 + _choices.Next(3) : 0;
        for (int index = 0; index < count; index++)
        {
            string name = _choices.Pick(TypeParameterNames);
            if (Plain(name) != Plain(type.Name) && !type.TypeParameters.Contains(name))
                type.TypeParameters.Add(name);
        }

        if (type.TypeParameters.Count > 0 && _choices.Chance(40))
            type.Constraints = $"where {_choices.Pick([.. type.TypeParameters])} : {_choices.Pick(Constraints)}";
    }

    /// <summary>Types and namespaces beside the head whose names the generated file uses too.</summary>
    private void AddBystander()
    {
        string head = Plain(_heads[0].Name);
        string name = _choices.Pick($"{head}Kernels", $"{head}Kernels128", $"{head}Kernels128General", $"{head}Kernels256ByRows", $"{head}Kernels512ByRows", "Single128", "Vector128", "Load", "Exp");
        if (Outermost.Any(type => Plain(type.Name) == name))
            return;
        _bystanders.Add(_choices.Pick($"class {name};", $"struct {name} {{ }}", $"static class {name}<T>;", $"enum {name} {{ A }}"));
    }

    private void AddPreamble()
    {
        if (_heads.Any(head => head.Attributes.Contains("Classifier", StringComparison.Ordinal)))
            _preamble.Add("using Classifier = global::SoftmaxGen.SoftmaxHeadAttribute;");
        if (_choices.Chance(30))
            _preamble.Add(_choices.Pick("#nullable disable", "#pragma warning disable CS0108, CS8981", "using global::System;", "using static global::System.Math;", "global using global::System.Numerics;", "[assembly: global::System.CLSCompliant(true)]", "#region Heads\n#endregion"));

        // Usings come before attributes, those of the whole project first.
        _preamble.Sort((left, right) => Rank(left).CompareTo(Rank(right)));
        static int Rank(string line) => line[0] switch { 'g' => 0, '#' => 1, 'u' => 2, _ => 3 };
    }

    private string Unsafe(string modifiers)
    {
        if (!_choices.Chance(5))
            return modifiers;
        _allowUnsafe = true;
        return $"unsafe {modifiers}".TrimEnd();
    }

    private string Accessibility()
    {
        if (_containers.Count == 0)
            return _choices.Pick("", "public", "internal");
        TypeParts container = _containers[^1];
        return container.IsClass && !container.IsStatic && !container.IsSealed
            ? _choices.Pick("", "public", "internal", "private", "protected", "protected internal", "private protected")
            : _choices.Pick("", "public", "internal", "private");
    }

    /// <summary>A name that no type around or beside has. In the global namespace the attribute's own namespace has one, too.</summary>
    private string Fresh(Func<string> choose)
    {
        HashSet<string> taken =
        [
            .. _heads.Select(head => Plain(head.Name)),
            .. _containers.Count == 0 && _namespace.Length == 0 ? ["SoftmaxGen"] : Array.Empty<string>(),

            // Outermost types of these namespaces must not hide what is there.
            .. _containers.Count == 0 && _namespace is "System" or "SoftmaxGen" ? ["Math", "Runtime", "Reduction", "ISoftmaxHead"] : Array.Empty<string>(),
            .. _containers.TakeLast(1).SelectMany(container => container.TypeParameters.Append(container.Name)).Select(Plain),
        ];
        for (int attempt = 0; attempt < 20; attempt++)
        {
            string name = choose();
            if (!taken.Contains(Plain(name)))
                return name;
        }

        return $"Fresh{_containers.Count}{_heads.Count}";
    }

    /// <summary>Another identifier that is easily taken for this one.</summary>
    private string Variant(string name) => _choices.Pick(
        Plain(name).ToUpperInvariant(),
        $"@{Plain(name).ToLowerInvariant()}",
        $"{Plain(name)}Kernels",
        $"{Plain(name)}\u0301",
        $"{Plain(name)}_",
        $"{Plain(name)}Kernels128");

    /// <summary>The identifier that a name stands for.</summary>
    private static string Plain(string name) => name.TrimStart('@').Replace("\u200D", "", StringComparison.Ordinal).Replace("\\u0041", "A", StringComparison.Ordinal);

    private IEnumerable<TypeParts> Outermost => _containers.Count > 0 ? _containers.Take(1) : _heads;

    private void MakeMistake()
    {
        TypeParts head = _heads[0];
        switch (_choices.Next(18))
        {
            case 0:
                head.IsPartial = false;
                _mistake = "SMG001";
                break;
            case 1 when _containers.Count > 0:
                _choices.Pick([.. _containers]).IsPartial = false;
                _mistake = "SMG002";
                break;
            case 2:
                TypeParts outermost = Outermost.First();
                outermost.Accessibility = "file";
                _mistake = "SMG003";
                break;
            case 3 when head.Kind == "struct":
                head.Modifiers = $"{head.Modifiers} ref".TrimStart();
                head.Bases = "";
                _mistake = "SMG003";
                break;
            case 4 when _namespace.Length == 0:
                (string bystander, _mistake) = _choices.Pick(
                    ("class @var;", "SMG029"), ("struct @var;", "SMG029"), ("enum @var;", "SMG029"), ("interface @var;", "SMG029"), ("class System;", "SMG003"), ("enum System;", "SMG003"));
                _bystanders.Add(bystander);
                break;
            case 5 or 6:
                head.Attributes = AttributeList($"({_choices.Pick(CountsOutOfRange)}{_choices.Pick(ElementForms)})");
                head.Bases = "";
                _mistake = "SMG004";
                break;
            case 7 or 8:
                head.Attributes = AttributeList($"({_choices.Pick(ClassCounts).Text}, Element = {_choices.Pick(WrongElements)})");
                head.Bases = "";
                _mistake = "SMG005";
                break;
            case 9 or 10:
                head.Attributes = AttributeList("(2)");
                head.Bases = "";
                head.Members.Clear();
                head.Members.Add(_choices.Pick(CollidingMembers));
                _mistake = "SMG006";
                break;
            case 11:
                head.Name = _choices.Pick(MemberNames);
                head.Members.Clear();
                _mistake = "SMG006";
                break;
            case 12:
                head.TypeParameters.Add(_choices.Pick(MemberNames));
                head.Members.Clear();
                if (head.Bases.Contains("System", StringComparison.Ordinal))
                    head.Bases = "";
                _mistake = "SMG006";
                break;
            case 13 when !HeadMembers.Contains(new(HeadKind.Dense), Plain(head.Name)) && _choices.Chance(30):
                head.Attributes = AttributeList($"({_choices.Pick(ClassCounts).Text}, Features = {_choices.Pick(FeaturesOutOfRange)})");
                head.Bases = "";
                _mistake = "SMG010";
                break;
            case 13:
                head.Attributes = AttributeList($"({_choices.Pick(WrongArguments)})");
                _mistake = "CS";
                break;
            case 14:
                _mistake = "SMG007";
                break;
            case 15:
                (string losses, _mistake) = _choices.Pick(LossesOutOfRange);
                head.Attributes = AttributeList($"({_choices.Pick(ClassCounts).Text}{losses})");
                head.Bases = "";
                break;
            case 16:
                head.Attributes = AttributeList($"({_choices.Pick(WrongLabels)})");
                head.Bases = "";
                _mistake = "SMG025";
                break;
            default:
                MakeMistakeOfLanguage(head);
                _mistake = "CS";
                break;
        }
    }

    /// <summary>What only the compiler has to say something about.</summary>
    private void MakeMistakeOfLanguage(TypeParts head)
    {
        switch (_choices.Next(10))
        {
            case 0:
                head.Attributes += $" [{Attribute}(3)]";
                break;
            case 1:
                head.Kind = "interface";
                Empty();
                break;
            case 2:
                head.Members.Add("private missing member");
                break;
            case 3:
                head.Modifiers = "static";
                head.Kind = _choices.Pick("struct", "record");
                break;
            case 4:
                head.Modifiers = "abstract sealed";
                head.Kind = _choices.Pick("class", "record");
                break;
            case 5:
                head.Modifiers = $"{_choices.Pick("async", "virtual", "volatile", "extern")} {head.Modifiers}".TrimEnd();
                break;
            case 6:
                head.Bases = ": global::Undeclared";
                break;
            case 7:
                head.Kind = _choices.Pick("enum", "delegate void", "event", "namespace");
                Empty();
                break;
            case 8:
                head.TypeParameters.AddRange(["TSame", "TSame"]);
                break;
            default:
                _bystanders.Add($"[assembly: {Attribute}(3)]");
                break;
        }

        void Empty()
        {
            head.Modifiers = head.Bases = head.Parameters = "";
            head.Members.Clear();
        }
    }

    private string File(bool isOtherPart)
    {
        StringBuilder text = new();
        if (!isOtherPart)
            text.AppendJoin('\n', _preamble.Append(""));
        if (_isFileScoped)
            text.Append("namespace ").Append(_namespace).Append(";\n");
        else if (_namespace.Length > 0)
            text.Append("namespace ").Append(_namespace).Append("\n{\n");

        foreach (TypeParts container in _containers)
            text.Append(container.Header(isOtherPart)).Append("\n{\n");
        foreach (TypeParts head in _heads)
        {
            if (!isOtherPart)
                text.Append(head.Attributes).Append('\n');
            text.Append(head.Header(isOtherPart));
            if (isOtherPart)
                text.Append(" { private static int ofOtherPart() => 2; }\n");
            else if (head.Members.Count == 0 && _choices.Chance(50))
                text.Append(";\n");
            else
                text.Append("\n{\n").AppendJoin('\n', head.Members).Append("\n}\n");
        }

        foreach (TypeParts _ in _containers)
            text.Append("}\n");
        if (!isOtherPart)
            text.AppendJoin('\n', _bystanders.Append(""));
        if (!_isFileScoped && _namespace.Length > 0)
            text.Append("}\n");
        return text.ToString();
    }
}
