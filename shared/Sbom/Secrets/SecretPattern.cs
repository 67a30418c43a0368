using System.Buffers;

namespace Attestry.Sbom.Secrets;

/// <summary>A token that begins with a text of its own and goes on with characters of one alphabet.</summary>
/// <param name="Kind">Stable.</param>
/// <param name="Prefix">What to search for.</param>
/// <param name="Alphabet">Of what follows.</param>
/// <param name="Least">Characters that follow at least.</param>
/// <param name="Most">And at most: more of the alphabet means that it is something else.</param>
/// <param name="Entropy">Bits a character that a random value has at least; words and placeholders have less.</param>
internal sealed record SecretPattern(string Kind, string Prefix, SearchValues<char> Alphabet, int Least, int Most, double Entropy)
{
    private const string Digits = "0123456789";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<char> UpperDigits = SearchValues.Create(Upper + Digits);
    private static readonly SearchValues<char> Letters = SearchValues.Create(Upper + Lower + Digits);
    private static readonly SearchValues<char> Words = SearchValues.Create(Upper + Lower + Digits + "_-");
    private static readonly SearchValues<char> Dotted = SearchValues.Create(Upper + Lower + Digits + "_-.");
    private static readonly SearchValues<char> Base64 = SearchValues.Create(Upper + Lower + Digits + "+/=_-");

    internal static readonly IReadOnlyList<SecretPattern> All =
    [
        new("aws-access-key-id", "AKIA", UpperDigits, 16, 16, 3),
        new("aws-access-key-id", "ASIA", UpperDigits, 16, 16, 3),
        new("github-token", "ghp_", Letters, 36, 255, 3.5),
        new("github-token", "gho_", Letters, 36, 255, 3.5),
        new("github-token", "ghu_", Letters, 36, 255, 3.5),
        new("github-token", "ghs_", Letters, 36, 255, 3.5),
        new("github-token", "ghr_", Letters, 36, 255, 3.5),
        new("github-token", "github_pat_", Words, 60, 255, 3.5),
        new("gitlab-token", "glpat-", Words, 20, 64, 3),
        new("slack-token", "xoxb-", Words, 24, 255, 3),
        new("slack-token", "xoxp-", Words, 24, 255, 3),
        new("slack-token", "xapp-", Words, 24, 255, 3),
        new("google-api-key", "AIza", Words, 35, 35, 3.5),
        new("stripe-key", "sk_live_", Letters, 24, 255, 3.5),
        new("stripe-key", "rk_live_", Letters, 24, 255, 3.5),
        new("npm-token", "npm_", Letters, 36, 36, 3.5),
        new("npm-token", ":_authToken=", Base64, 16, 512, 3),
        new("pypi-token", "pypi-AgEIcHlwaS5vcmc", Base64, 50, 512, 3.5),
        new("docker-token", "dckr_pat_", Words, 27, 64, 3.5),
        new("vault-token", "hvs.", Words, 24, 255, 3.5),
        new("sendgrid-key", "SG.", Dotted, 60, 80, 4),
        new("age-key", "AGE-SECRET-KEY-1", UpperDigits, 58, 58, 3.5),
        new("registry-password", "\"auth\": \"", Base64, 12, 4096, 3),
        new("registry-password", "\"auth\":\"", Base64, 12, 4096, 3),
    ];

    /// <param name="rest">What follows the prefix.</param>
    internal bool Matches(ReadOnlySpan<char> rest)
    {
        var end = rest[..Math.Min(rest.Length, Most + 1)].IndexOfAnyExcept(Alphabet);
        var value = rest[..(end < 0 ? Math.Min(rest.Length, Most + 1) : end)];
        return value.Length >= Least && value.Length <= Most && !value.Contains("EXAMPLE", StringComparison.OrdinalIgnoreCase) && Bits(value) >= Entropy;
    }

    /// <summary>Shannon's entropy in bits a character; shorter values cannot reach more than the logarithm of their length.</summary>
    internal static double Bits(ReadOnlySpan<char> value)
    {
        Span<int> counts = stackalloc int[256];
        counts.Clear();
        foreach (var c in value)
            counts[c & 0xff]++;
        var bits = 0.0;
        foreach (var count in counts)
        {
            if (count > 0)
                bits -= (double)count / value.Length * Math.Log2((double)count / value.Length);
        }
        return bits;
    }
}
