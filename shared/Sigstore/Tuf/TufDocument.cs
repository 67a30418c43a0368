using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.Tuf;

/// <summary>A file of metadata whose form was checked and whose signatures were not.</summary>
/// <param name="Signatures">By key id; a key that has yet to sign may be listed with an empty one.</param>
internal sealed record TufDocument(
    long Version,
    DateTimeOffset Expires,
    JsonElement Signed,
    byte[] SignedBytes,
    IReadOnlyDictionary<string, byte[]> Signatures)
{
    internal Finding? ExpiredAt(DateTimeOffset now, string what) =>
        now < Expires ? null : new(TufFindings.Expired, Severity.High, $"The {what} of version {Version} was good until {Expires:u}.");

    /// <param name="type">What the document must call itself.</param>
    internal static Reading<T> Read<T>(ReadOnlyMemory<byte> utf8, string type, long most, Func<TufDocument, T> read)
        where T : class
    {
        var reading = Reading<T>.Of(utf8, most, type, root => read(Read(root, type)));
        return reading.Succeeded ? reading : new(null, reading.Finding with { Id = TufFindings.Malformed });
    }

    private static TufDocument Read(JsonElement root, string type)
    {
        var signed = root.Required("signed").Clone();
        if (signed.Text("_type") != type)
            throw new JsonException($"It is '{Bounded.Quote(signed.Text("_type"))}' and not '{type}'.");
        // TUF §4.3: the major version decides whether a client can read it.
        if (!signed.Text("spec_version").StartsWith("1.", StringComparison.Ordinal))
            throw new JsonException("It is of another version of the specification.");
        var signatures = new Dictionary<string, byte[]>();
        foreach (var signature in root.Items("signatures", TufLimits.Signatures))
        {
            if (!signatures.TryAdd(signature.Text("keyid"), Convert.FromHexString(signature.Text("sig"))))
                throw new JsonException("A key signs twice.");
        }
        var version = signed.Whole("version");
        return version > 0
            ? new(version, signed.OptionalTime("expires") ?? throw new JsonException("It never expires."), signed, CanonicalJson.Write(signed), signatures)
            : throw new JsonException("Versions begin at 1.");
    }
}
