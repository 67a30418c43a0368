namespace Attestry.Vulnerabilities.Versions;

/// <summary>
/// apk's order (apk-tools 3). A version that becomes invalid somewhere is older than one that reads the same up to there and
/// goes on; of two that become invalid at the same place the rest is compared as text.
/// </summary>
internal sealed class AlpineVersionOrder : VersionOrder
{
    public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var a = new ApkTokens(left.Trim());
        var b = new ApkTokens(right.Trim());
        while (a.Kind == b.Kind && a.Kind < ApkTokenKind.End)
        {
            var order = Token(a, b);
            if (order != 0)
                return order;
            a.Next();
            b.Next();
        }
        if (a.Kind == b.Kind)
            return a.Kind == ApkTokenKind.Invalid ? a.Text.SequenceCompareTo(b.Text) : 0;
        if (a.IsBefore || b.IsBefore)
            return a.IsBefore ? -1 : 1;
        return b.Kind.CompareTo(a.Kind);
    }

    private static int Token(ApkTokens a, ApkTokens b) => a.Kind switch
    {
        // As in Gentoo's rules: after the first number, one with a leading zero is a fraction.
        ApkTokenKind.Digits when a.Text[0] == '0' || b.Text[0] == '0' => a.Text.SequenceCompareTo(b.Text),
        ApkTokenKind.Suffix => a.Suffix.CompareTo(b.Suffix),
        ApkTokenKind.Letter or ApkTokenKind.CommitHash => a.Text.SequenceCompareTo(b.Text),
        _ => VersionText.CompareNumbers(a.Text, b.Text),
    };
}
