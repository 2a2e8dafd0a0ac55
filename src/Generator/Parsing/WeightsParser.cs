using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis.Text;
using SoftmaxGen.Generator.Diagnostics;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Parsing;

/// <summary>Reads a file of weights: every rule about what it may hold is here.</summary>
internal sealed class WeightsParser
{
    /// <summary>The most weights that are compiled in. A million take the compiler some seconds and half a gigabyte.</summary>
    public const int MaximumWeights = 1 << 22;

    // Who made the same mistake in each line knows after a few.
    private const int MaximumErrors = 10;

    private readonly SourceText _text;
    private readonly string _path;
    private readonly WeightsRequest _request;
    private readonly CancellationToken _cancellationToken;
    private readonly BinaryFormat _format;
    private readonly List<ulong> _numbers = [];
    private readonly List<NumberLine> _lines = [];
    private readonly List<WeightsError> _errors = [];
    private readonly NumberRange _range = new();
    private int _maximumCount = SoftmaxHeadParser.MaximumFeatures + 1;
    private bool _hasReference;
    private bool _isHopeless;

    private WeightsParser(SourceText text, string path, WeightsRequest request, CancellationToken cancellationToken)
    {
        _text = text;
        _path = path;
        _request = request;
        _cancellationToken = cancellationToken;
        _format = BinaryFormat.Of(request.Element);
    }

    private bool IsLogistic => _request.Classes == 2 && _lines.Count == 1;

    private string FileName => WeightsFiles.FileName(_path);

    public static WeightsResult Parse(SourceText text, string path, WeightsRequest request, CancellationToken cancellationToken) =>
        new WeightsParser(text, path, request, cancellationToken).Parse();

    private WeightsResult Parse()
    {
        string checksum = ReadLines();

        // A mistake may be the cause of others, of another kind: each kind is looked for when there is none of the kinds before.
        Action[] checks = [CheckNumberCounts, CheckLineCount, CheckFeatures];
        for (int i = 0; i < checks.Length && _errors.Count == 0; i++)
            checks[i]();
        return _errors.Count == 0
            ? new(_request, CreateWeights(checksum), Errors: [])
            : new(_request, Weights: null, new([.. _errors.Take(MaximumErrors)]));
    }

    /// <summary>Reads all lines, and gives the checksum of the file.</summary>
    private string ReadLines()
    {
        using SHA256 sha = SHA256.Create();
        char[] characters = [];
        byte[] bytes = [];
        foreach (TextLine line in _text.Lines)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            TextSpan span = line.SpanIncludingLineBreak;
            if (characters.Length < span.Length)
            {
                characters = new char[span.Length];
                bytes = new byte[Encoding.UTF8.GetMaxByteCount(span.Length)];
            }

            _text.CopyTo(span.Start, characters, 0, span.Length);
            sha.TransformBlock(bytes, 0, Encoding.UTF8.GetBytes(characters, 0, span.Length, bytes, 0), outputBuffer: null, 0);
            ReadLine(characters.AsSpan(0, line.End - line.Start), line.LineNumber, line.Start);
            if (_isHopeless || _errors.Count == MaximumErrors)
                break;
        }

        sha.TransformFinalBlock(bytes, 0, 0);
        return string.Concat(sha.Hash.Select(static value => $"{value:x2}"));
    }

    private void ReadLine(ReadOnlySpan<char> text, int lineNumber, int start)
    {
        TextSpan content = Trim(text, new TextSpan(0, text.Length));
        if (content.Length == 0 || text[content.Start] == '#')
            return;

        // Lines that are too many are counted: they may be all of the training data.
        bool isExtra = _lines.Count >= _request.Classes;
        bool isSound = true;
        int count = 0;
        for (int position = content.Start; !isExtra && position <= content.End; count++)
        {
            int length = text.Slice(position, content.End - position).IndexOf(',');
            TextSpan number = TextSpan.FromBounds(position, length < 0 ? content.End : position + length);
            if (isSound && count < _maximumCount)
                isSound = ReadNumber(text, Trim(text, number), lineNumber, start);
            position = number.End + 1;
        }

        NumberLine line = new(Place(lineNumber, start, content), count);
        _lines.Add(line);
        if (isSound && !isExtra && !_hasReference)
            CheckFirstLine(line);
    }

    /// <summary>Reads one number; the result is whether it is one. After one that is not, the rest of the line is not worth a look.</summary>
    private bool ReadNumber(ReadOnlySpan<char> text, TextSpan span, int lineNumber, int start)
    {
        ReadOnlySpan<char> number = text.Slice(span.Start, span.Length);
        ParsedNumber kind = DecimalParser.Parse(number, _format, out ulong bits);
        if (kind == ParsedNumber.Finite)
        {
            _numbers.Add(bits);
            _range.Add(_format.Order(bits), new TextSpan(start + span.Start, span.Length));
            return true;
        }

        FilePlace place = Place(lineNumber, start, span);
        _errors.Add(kind == ParsedNumber.NotFinite
            ? WeightsError.InFile(place, HeadDiagnostics.WeightNotFinite.Id, number.ToString(), _request.Element.Keyword)
            : WeightsError.InFile(place, HeadDiagnostics.WeightInvalid.Id, number.ToString()));
        return false;
    }

    /// <summary>Checks whether the rest can be weights for a head, before it takes memory.</summary>
    private void CheckFirstLine(NumberLine line)
    {
        _hasReference = true;
        int features = line.Count - 1;
        if (features is < 1 or > SoftmaxHeadParser.MaximumFeatures)
        {
            _errors.Add(WeightsError.InFile(
                line.Place,
                HeadDiagnostics.WeightsNumberCount.Id,
                Numbers(line.Count),
                $"2 to {_maximumCount}, a weight for each feature, then the bias"));
            _isHopeless = true;
        }
        else if ((long)_request.Classes * features > MaximumWeights)
        {
            _errors.Add(WeightsError.InFile(line.Place, HeadDiagnostics.TooManyWeights.Id, $"{_request.Classes}", $"{features}", $"{MaximumWeights}"));
            _isHopeless = true;
        }

        _maximumCount = line.Count;
    }

    /// <summary>Checks that all lines have as many numbers: as many as the head's features ask for, if any line has.</summary>
    private void CheckNumberCounts()
    {
        NumberLine[] lines = [.. _lines.Take(_request.Classes)];
        if (lines.Length == 0)
            return;
        int ofFeatures = (_request.Features ?? -1) + 1;
        bool fitsFeatures = lines.Any(line => line.Count == ofFeatures);
        int expected = fitsFeatures ? ofFeatures : lines[0].Count;
        string reason = fitsFeatures ? "a weight for each feature, then the bias" : "as in the first line";
        _errors.AddRange(lines
            .Where(line => line.Count != expected)
            .Select(line => WeightsError.InFile(line.Place, HeadDiagnostics.WeightsNumberCount.Id, Numbers(line.Count), $"{expected}, {reason}")));
    }

    private void CheckLineCount()
    {
        int classes = _request.Classes;
        if (_lines.Count == classes || IsLogistic)
            return;
        FilePlace place = _lines.Count == 0 ? Place(0, 0, default) : _lines[Math.Min(_lines.Count - 1, classes)].Place;
        _errors.Add(WeightsError.InFile(
            place,
            HeadDiagnostics.WeightsLineCount.Id,
            _lines.Count == 1 ? "1 line" : $"{_lines.Count} lines",
            classes == 2 ? "2, one for each class, or one for class 1 alone" : $"{classes}, one for each class"));
    }

    private void CheckFeatures()
    {
        int count = _lines[0].Count;
        if (_request.Features is { } features && features != count - 1)
        {
            _errors.Add(WeightsError.AtProperty(HeadAttribute.FeaturesProperty, HeadDiagnostics.FeaturesDifferFromFile.Id, $"{features}", $"{count - 1}", FileName, $"{count}") with
            {
                Remedies = new([$"{count - 1}", Remedies.Removal]),
            });
        }
    }

    private WeightsSpec CreateWeights(string checksum)
    {
        int features = _lines[0].Count - 1;
        ulong[] weights = new ulong[_request.Classes * features];
        ulong[] bias = new ulong[_request.Classes];

        // In the logistic form class 0 keeps its zeros.
        int first = _request.Classes - _lines.Count;
        for (int line = 0; line < _lines.Count; line++)
        {
            _numbers.CopyTo(line * (features + 1), weights, (first + line) * features, features);
            bias[first + line] = _numbers[(line * (features + 1)) + features];
        }

        return new WeightsSpec
        {
            FileName = FileName,
            Checksum = checksum,
            Element = _request.Element,
            Classes = _request.Classes,
            Features = features,
            IsLogistic = IsLogistic,
            Weights = weights,
            Bias = bias,
            Minimum = WeightsError.Show(_text.ToString(_range.Minimum)),
            Maximum = WeightsError.Show(_text.ToString(_range.Maximum)),
        };
    }

    private FilePlace Place(int lineNumber, int start, TextSpan span) =>
        new(_path, start + span.Start, span.Length, lineNumber, span.Start, lineNumber, span.End);

    private static TextSpan Trim(ReadOnlySpan<char> text, TextSpan span)
    {
        int start = span.Start, end = span.End;
        while (start < end && IsSpace(text[start]))
            start++;
        while (start < end && IsSpace(text[end - 1]))
            end--;
        return TextSpan.FromBounds(start, end);
    }

    // A byte order mark too, of a file that was put together from others.
    private static bool IsSpace(char character) => char.IsWhiteSpace(character) || character == '\uFEFF';

    private static string Numbers(int count) => count == 1 ? "1 number" : $"{count.ToString(CultureInfo.InvariantCulture)} numbers";

    /// <summary>A line of numbers.</summary>
    private readonly record struct NumberLine(FilePlace Place, int Count);

    /// <summary>Where the smallest and the largest number stand.</summary>
    private sealed class NumberRange
    {
        private long _minimum = long.MaxValue;
        private long _maximum = long.MinValue;

        public TextSpan Minimum { get; private set; }

        public TextSpan Maximum { get; private set; }

        public void Add(long order, TextSpan place)
        {
            if (order < _minimum)
                (_minimum, Minimum) = (order, place);
            if (order > _maximum)
                (_maximum, Maximum) = (order, place);
        }
    }
}
