namespace Attestry.Vulnerabilities.Versions;

/// <summary>Reading and comparing the pieces that all version schemes are made of.</summary>
internal static class VersionText
{
    /// <summary>Two runs of decimal digits by value; the empty run is zero.</summary>
    internal static int CompareNumbers(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = left.TrimStart('0');
        right = right.TrimStart('0');
        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);
    }

    /// <summary>Two texts by the code units of their lower case, in which <c>_</c> stands before all letters.</summary>
    internal static int CompareLowered(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            var order = char.ToLowerInvariant(left[i]).CompareTo(char.ToLowerInvariant(right[i]));
            if (order != 0)
                return order;
        }
        return left.Length.CompareTo(right.Length);
    }

    /// <summary>Zero, however many digits it is written with.</summary>
    internal static bool IsZero(ReadOnlySpan<char> digits) => !digits.ContainsAnyExcept('0');

    internal static bool IsNumber(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');

    internal static bool StartsWithDigit(ReadOnlySpan<char> text) => !text.IsEmpty && char.IsAsciiDigit(text[0]);

    internal static bool StartsWithLetter(ReadOnlySpan<char> text) => !text.IsEmpty && char.IsAsciiLetter(text[0]);

    /// <summary>Takes the digits at the start, maybe none.</summary>
    internal static ReadOnlySpan<char> TakeDigits(scoped ref ReadOnlySpan<char> rest)
    {
        var length = rest.IndexOfAnyExceptInRange('0', '9');
        return Take(ref rest, length < 0 ? rest.Length : length);
    }

    /// <summary>Takes the ASCII letters at the start, maybe none.</summary>
    internal static ReadOnlySpan<char> TakeLetters(scoped ref ReadOnlySpan<char> rest)
    {
        var length = 0;
        while (length < rest.Length && char.IsAsciiLetter(rest[length]))
            length++;
        return Take(ref rest, length);
    }

    internal static ReadOnlySpan<char> Take(scoped ref ReadOnlySpan<char> rest, int length)
    {
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }

    /// <summary>Takes the word when the text starts with it in whatever letter case.</summary>
    internal static bool TryTake(scoped ref ReadOnlySpan<char> rest, ReadOnlySpan<char> word)
    {
        var there = rest.StartsWith(word, StringComparison.OrdinalIgnoreCase);
        if (there)
            rest = rest[word.Length..];
        return there;
    }
}
