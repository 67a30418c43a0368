namespace Attestry.Vulnerabilities.Versions;

/// <summary>
/// The order of R's <c>package_version</c> and of Haskell's package versioning policy: numbers between dots or hyphens one by
/// one, and of two that agree the longer is newer (<c>1.0</c> before <c>1.0.0</c>). What is no number counts as zero.
/// </summary>
internal sealed class NumberListVersionOrder : VersionOrder
{
    public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = left.Trim();
        right = right.Trim();
        while (!left.IsEmpty && !right.IsEmpty)
        {
            var order = VersionText.CompareNumbers(Number(ref left), Number(ref right));
            if (order != 0)
                return order;
        }
        return right.IsEmpty.CompareTo(left.IsEmpty);
    }

    private static ReadOnlySpan<char> Number(scoped ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAny('.', '-');
        var number = VersionText.Take(ref rest, end < 0 ? rest.Length : end);
        if (end >= 0)
            rest = rest[1..];
        return VersionText.IsNumber(number) ? number : default;
    }
}
