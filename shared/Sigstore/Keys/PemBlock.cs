using System.Security.Cryptography;
using Attestry.Primitives.Limits;

namespace Attestry.Sigstore.Keys;

internal static class PemBlock
{
    /// <summary>The only block of a PEM text (RFC 7468); text around it is skipped.</summary>
    /// <exception cref="FormatException">No block, or more than one.</exception>
    internal static (string Label, byte[] Der) Read(ReadOnlySpan<char> pem)
    {
        if (pem.Length > SignatureLimits.PemCharacters)
            throw new FormatException($"A PEM text of {pem.Length} characters; at most {SignatureLimits.PemCharacters} are read.");
        if (!PemEncoding.TryFind(pem, out var fields))
            throw new FormatException("No PEM block; it begins with a line like '-----BEGIN PUBLIC KEY-----'.");
        if (PemEncoding.TryFind(pem[fields.Location.End..], out _))
            throw new FormatException("More than one PEM block; give one key.");
        return (pem[fields.Label].ToString(), Convert.FromBase64String(pem[fields.Base64Data].ToString()));
    }
}
