namespace SoftmaxGen.Generator.Tests.Fuzzing;

/// <summary>
/// The choices that make a random input, kept so that they can be made again: what shrinks is this list and not the
/// input, so that a smaller input is still one that the builder may build.
/// </summary>
internal sealed class Choices
{
    // A run that fails should still end in minutes.
    private const int MostAttemptsToShrink = 300;

    private readonly Random? _random;
    private readonly IReadOnlyList<int> _script;
    private readonly List<int> _made = [];

    /// <summary>Makes choices at random.</summary>
    public Choices(int seed)
    {
        _random = new Random(seed);
        _script = [];
    }

    /// <summary>Makes given choices; after the last of them the first option, which is the simplest by agreement.</summary>
    public Choices(IReadOnlyList<int> script) => _script = script;

    /// <summary>Gets what has been chosen so far.</summary>
    public IReadOnlyList<int> Made => _made;

    /// <summary>One of 0 to <paramref name="options"/> - 1.</summary>
    public int Next(int options)
    {
        int choice = _random?.Next(options) ?? (_made.Count < _script.Count ? Math.Min(_script[_made.Count], options - 1) : 0);
        _made.Add(choice);
        return choice;
    }

    /// <summary>True in so many of a hundred cases. False is the simpler one.</summary>
    public bool Chance(int percent) => Next(100) >= 100 - percent;

    public T Pick<T>(params ReadOnlySpan<T> options) => options[Next(options.Length)];

    /// <summary>The least list that still fails and that leaving out or lowering choices finds in a number of attempts.</summary>
    public static async Task<IReadOnlyList<int>> ShrinkAsync(IReadOnlyList<int> failing, Func<IReadOnlyList<int>, Task<bool>> fails)
    {
        int[] least = [.. failing];
        int attempts = 0;
        bool isSmaller = true;
        while (isSmaller)
        {
            isSmaller = false;
            for (int length = Math.Max(1, least.Length / 2); length > 0; length /= 2)
            {
                for (int start = 0; start + length <= least.Length; start++)
                {
                    foreach (int[] candidate in Smaller(least, start, length))
                    {
                        if (++attempts > MostAttemptsToShrink)
                            return least;
                        if (!await fails(candidate))
                            continue;
                        least = candidate;
                        isSmaller = true;
                        break;
                    }
                }
            }
        }

        return least;
    }

    private static IEnumerable<int[]> Smaller(int[] choices, int start, int length)
    {
        yield return [.. choices[..start], .. choices[(start + length)..]];
        if (choices.AsSpan(start, length).ContainsAnyExcept(0))
            yield return [.. choices[..start], .. new int[length], .. choices[(start + length)..]];
        if (length == 1 && choices[start] > 1)
            yield return [.. choices[..start], choices[start] - 1, .. choices[(start + 1)..]];
    }
}
