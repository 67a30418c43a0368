namespace Attestry.Sigstore.Json;

/// <summary>
/// Base64 of RFC 4648 §4 or §5 in its only canonical form: padded, no white space, no stray bits in the last character
/// (§3.5). One content has one text, so that a signed document cannot be altered without altering what is signed.
/// </summary>
internal static class CanonicalBase64
{
    /// <exception cref="FormatException">Not that.</exception>
    internal static byte[] Decode(string text)
    {
        var standard = text.AsSpan().ContainsAny('-', '_') && !text.AsSpan().ContainsAny('+', '/')
            ? text.Replace('-', '+').Replace('_', '/')
            : text;
        var bytes = Convert.FromBase64String(standard);
        return Convert.ToBase64String(bytes) == standard ? bytes : throw new FormatException("Base64 that is not in its canonical form.");
    }
}
