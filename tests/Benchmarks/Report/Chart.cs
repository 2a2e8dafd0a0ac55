using System.Globalization;
using System.Text;

namespace SoftmaxGen.Benchmarks.Report;

/// <summary>One line of a chart.</summary>
internal sealed record Series(string Name, IReadOnlyList<(int Size, double Time)> Points)
{
    public static Series Of(string name, IReadOnlyList<int> classCounts, Func<int, double?> time) =>
        new(name, [.. from classes in classCounts let value = time(classes) where value is not null select (classes, value.Value)]);
}

/// <summary>What times are drawn against: powers of two, from one to another.</summary>
internal sealed record Axis(string Title, int Least, int Most)
{
    public static Axis Classes { get; } = new("classes N", 2, 4096);
}

/// <summary>Draws times against a size on logarithmic axes, as SVG.</summary>
internal static class Chart
{
    private const int Width = 860;
    private const int Height = 480;
    private const int Left = 70;
    private const int Right = 620;
    private const int Top = 45;
    private const int Bottom = 420;

    // Told apart in every common form of colour blindness (Okabe and Ito's palette).
    private static readonly string[] Colours = ["#d55e00", "#0072b2", "#009e73", "#cc79a7", "#000000", "#e69f00"];

    public static string Draw(string title, string unit, IEnumerable<Series> allSeries) => Draw(title, unit, Axis.Classes, allSeries);

    public static string Draw(string title, string unit, Axis axis, IEnumerable<Series> allSeries)
    {
        Series[] series = [.. allSeries.Where(line => line.Points.Count > 0)];
        double[] times = [.. series.SelectMany(line => line.Points).Select(point => point.Time)];

        // Whole decades, so that charts of several machines can be laid side by side.
        int least = (int)Math.Floor(Math.Log10(times.Min())), most = (int)Math.Floor(Math.Log10(times.Max())) + 1;

        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"13\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"#ffffff\"/>\n");
        Text(svg, (Left + Right) / 2, 25, "middle", title, " font-size=\"16\"");
        Axes(svg, unit, axis, least, most);
        for (int i = 0; i < series.Length; i++)
            Line(svg, series[i], axis, Colours[i % Colours.Length], Top + 15 + (24 * i), least, most);
        return svg.Append("</svg>\n").ToString();
    }

    private static void Axes(StringBuilder svg, string unit, Axis axis, int least, int most)
    {
        for (int size = axis.Least; size <= axis.Most; size *= 2)
        {
            double x = X(size, axis);
            Rule(svg, x, Top, x, Bottom, "#e0e0e0");
            Text(svg, x, Bottom + 18, "middle", size.ToString(CultureInfo.InvariantCulture));
        }

        for (int decade = least; decade <= most; decade++)
        {
            for (int digit = 1; digit < 10 && (decade < most || digit == 1); digit++)
            {
                double y = Y(digit * Math.Pow(10, decade), least, most);
                Rule(svg, Left, y, Right, y, digit == 1 ? "#b0b0b0" : "#eeeeee");
            }

            Text(svg, Left - 8, Y(Math.Pow(10, decade), least, most) + 4, "end", Math.Pow(10, decade).ToString("#,0.##", CultureInfo.InvariantCulture));
        }

        Text(svg, (Left + Right) / 2, Bottom + 42, "middle", axis.Title);
        Text(svg, 0, 0, "middle", unit, string.Create(CultureInfo.InvariantCulture, $" transform=\"translate(18 {(Top + Bottom) / 2}) rotate(-90)\""));
    }

    private static void Line(StringBuilder svg, Series series, Axis axis, string colour, double legend, int least, int most)
    {
        string[] points = [.. series.Points.Select(point => $"{Number(X(point.Size, axis))},{Number(Y(point.Time, least, most))}")];
        svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{string.Join(' ', points)}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>\n");
        foreach (string[] point in points.Select(point => point.Split(',')))
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{point[0]}\" cy=\"{point[1]}\" r=\"3\" fill=\"{colour}\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Right + 20}\" y1=\"{Number(legend)}\" x2=\"{Right + 44}\" y2=\"{Number(legend)}\" stroke=\"{colour}\" stroke-width=\"3\"/>\n");
        Text(svg, Right + 52, legend + 4, "start", series.Name);
    }

    private static double X(double size, Axis axis) =>
        Left + ((Right - Left) * Math.Log(size / axis.Least) / Math.Log((double)axis.Most / axis.Least));

    private static double Y(double time, int least, int most) =>
        Bottom - ((Bottom - Top) * (Math.Log10(time) - least) / (most - least));

    private static void Rule(StringBuilder svg, double x1, double y1, double x2, double y2, string colour) =>
        svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\" stroke=\"{colour}\"/>\n");

    private static void Text(StringBuilder svg, double x, double y, string anchor, string text, string attributes = "") =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Number(x)}\" y=\"{Number(y)}\" text-anchor=\"{anchor}\"{attributes}>{System.Security.SecurityElement.Escape(text)}</text>\n");

    private static string Number(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
