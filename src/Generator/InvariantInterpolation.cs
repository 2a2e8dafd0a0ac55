using System.Globalization;
using System.Text;

namespace System.Runtime.CompilerServices;

/// <summary>Formats every interpolated string of this assembly in the invariant culture.</summary>
/// <remarks>
/// <para>The compiler lowers an interpolated string to a type of this name where there is one, and netstandard2.0 has
/// none: without this one it calls <see cref="string.Format(string, object[])"/>, which formats in the culture of whoever
/// runs the compiler. In 96 of some 800 cultures the minus of a negative number is U+2212 or carries marks, and generated
/// code with one does not compile.</para>
/// <para>Calls that format or parse without a culture are errors of the build (.editorconfig, BannedSymbols.txt).</para>
/// </remarks>
internal ref struct DefaultInterpolatedStringHandler
{
    private readonly StringBuilder _text;

    public DefaultInterpolatedStringHandler(int literalLength, int formattedCount) =>
        _text = new StringBuilder(literalLength + (formattedCount * 8));

    public readonly void AppendLiteral(string value) => _text.Append(value);

    public readonly void AppendFormatted(string? value) => _text.Append(value);

    public readonly void AppendFormatted(char value) => _text.Append(value);

    public readonly void AppendFormatted<T>(T value) => AppendFormatted(value, format: null);

    public readonly void AppendFormatted<T>(T value, string? format) =>
        _text.Append(value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString());

    public readonly string ToStringAndClear() => _text.ToString();
}
