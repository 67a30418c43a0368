using System.Numerics;

namespace Attestry.Rego.Builtins.Conversions;

/// <summary>A version by Semantic Versioning 2.0.0; one leading <c>v</c> is allowed. Build metadata does not count in comparisons.</summary>
internal sealed class SemanticVersion : IComparable<SemanticVersion>
{
    private readonly BigInteger[] _core;
    private readonly string[] _prerelease;

    private SemanticVersion(BigInteger[] core, string[] prerelease) => (_core, _prerelease) = (core, prerelease);

    internal static SemanticVersion? Parse(string text)
    {
        text = text.StartsWith('v') ? text[1..] : text;
        var (rest, build) = Cut(text, '+');
        var (core, prerelease) = Cut(rest, '-');
        var numbers = core.Split('.');
        return numbers.Length == 3 && numbers.All(IsNumber)
            && (prerelease is null || prerelease.Split('.').All(i => IsIdentifier(i) && (!IsDigits(i) || IsNumber(i))))
            && (build is null || build.Split('.').All(IsIdentifier))
            ? new([.. numbers.Select(n => BigInteger.Parse(n, System.Globalization.CultureInfo.InvariantCulture))], prerelease?.Split('.') ?? [])
            : null;
    }

    public int CompareTo(SemanticVersion? other)
    {
        if (other is null)
            return 1;
        for (var i = 0; i < _core.Length; i++)
        {
            if (_core[i] != other._core[i])
                return _core[i].CompareTo(other._core[i]);
        }
        return ComparePrerelease(_prerelease, other._prerelease);
    }

    // §11.3, §11.4: a version without pre-release is the later one; numbers are before text.
    private static int ComparePrerelease(string[] left, string[] right)
    {
        if (left.Length == 0 || right.Length == 0)
            return right.Length.CompareTo(left.Length);
        for (var i = 0; i < left.Length && i < right.Length; i++)
        {
            var order = (IsDigits(left[i]), IsDigits(right[i])) switch
            {
                (true, true) => left[i].Length != right[i].Length ? left[i].Length.CompareTo(right[i].Length) : string.CompareOrdinal(left[i], right[i]),
                (true, false) => -1,
                (false, true) => 1,
                _ => string.CompareOrdinal(left[i], right[i]),
            };
            if (order != 0)
                return order;
        }
        return left.Length.CompareTo(right.Length);
    }

    private static (string Before, string? After) Cut(string text, char at)
    {
        var position = text.IndexOf(at, StringComparison.Ordinal);
        return position < 0 ? (text, null) : (text[..position], text[(position + 1)..]);
    }

    private static bool IsNumber(string text) => IsDigits(text) && (text.Length == 1 || text[0] != '0');

    private static bool IsDigits(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    private static bool IsIdentifier(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
