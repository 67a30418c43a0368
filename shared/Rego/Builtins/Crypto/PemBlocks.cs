using System.Security.Cryptography;

namespace Attestry.Rego.Builtins.Crypto;

/// <summary>The blocks of a PEM text (RFC 7468), in order.</summary>
internal static class PemBlocks
{
    internal static List<(string Label, byte[] Der)> Read(string text)
    {
        var blocks = new List<(string, byte[])>();
        var rest = text.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            blocks.Add((rest[fields.Label].ToString(), Convert.FromBase64String(rest[fields.Base64Data].ToString())));
            rest = rest[fields.Location.End..];
        }
        return blocks;
    }
}
