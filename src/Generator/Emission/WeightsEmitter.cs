using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes the numbers of a trained classifier as data of the assembly: no static constructor, nothing on the heap.</summary>
/// <remarks>
/// They are written as the integers that their bits are. The compiler reads those in less than half of the time of decimal
/// numbers, rounds nothing, and swaps their bytes where the hardware asks for it.
/// </remarks>
internal static class WeightsEmitter
{
    private const string HexadecimalDigits = "0123456789ABCDEF";

    /// <summary>Writes what the numbers are, as comments for the header of a file.</summary>
    public static void Describe(CodeWriter code, WeightsSpec weights)
    {
        code.Line($"// Weights from {weights.FileName}: {weights.Classes} x {weights.Features} and {weights.Classes} biases, from {weights.Minimum} to {weights.Maximum}");
        if (weights.IsLogistic)
            code.Line("//   One line of the logistic form: class 0 has zeros, class 1 has the numbers of the file");
        code.Line($"//   SHA-256 {weights.Checksum}");
    }

    /// <summary>Writes a type that is local to the file and has the numbers as <c>Weights</c>, row by row, and <c>Bias</c>.</summary>
    /// <param name="code">The file, at a place for types.</param>
    /// <param name="weights">The numbers.</param>
    /// <param name="typeName">The name of the type.</param>
    public static void Emit(CodeWriter code, WeightsSpec weights, string typeName)
    {
        string element = weights.Element.Keyword, integer = $"u{weights.Element.Integer}";
        code.Line("/// <summary>The weights and the biases, as data of the assembly.</summary>");
        code.Line(GeneratedCode.Attributes);
        using (code.Open($"file static class {typeName}"))
        {
            Property("Weights", $"{weights.Classes} x {weights.Features}, a row for each class");
            Property("Bias", "One for each class");
            Data("Weights", weights.Weights);
            code.Line();
            Data("Bias", weights.Bias);
        }

        void Property(string name, string description)
        {
            code.Line($"/// <summary>{description}.</summary>");
            code.Line($"public static global::System.ReadOnlySpan<{element}> {name} => global::System.Runtime.InteropServices.MemoryMarshal.Cast<{integer}, {element}>({name}Bits);");
            code.Line();
        }

        void Data(string name, IReadOnlyList<ulong> bits)
        {
            code.Line($"private static global::System.ReadOnlySpan<{integer}> {name}Bits => new {integer}[]");
            code.Line("{");
            Numbers(code, bits, weights.Element.Bits / 4);
            code.Line("};");
        }
    }

    /// <summary>Writes numbers in hexadecimal digits, 512 bits a line. There may be millions: a line is one string.</summary>
    private static void Numbers(CodeWriter code, IReadOnlyList<ulong> bits, int digits)
    {
        int perLine = 128 / digits, width = digits + 4;
        char[] line = new char[perLine * width];
        for (int start = 0; start < bits.Count; start += perLine)
        {
            int end = Math.Min(start + perLine, bits.Count), position = 0;
            for (int i = start; i < end; i++)
            {
                line[position++] = '0';
                line[position++] = 'x';
                for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
                    line[position++] = HexadecimalDigits[(int)(bits[i] >> shift) & 15];
                line[position++] = ',';
                line[position++] = ' ';
            }

            code.Line($"    {new string(line, 0, position - 1)}");
        }
    }
}
