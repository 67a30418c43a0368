using System.Security.Cryptography;
using System.Text.Json;
using Attestry.Primitives;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.Tuf;

/// <summary>What metadata says about a file.</summary>
/// <param name="Version">Of metadata; 0 for targets, which have none.</param>
/// <param name="Length">Bytes; null when it is not said.</param>
/// <param name="Hashes">Those of known algorithms.</param>
internal sealed record TufFile(long Version, long? Length, IReadOnlyList<Digest> Hashes)
{
    internal bool Describes(ReadOnlySpan<byte> content)
    {
        if (Length is { } length && length != content.Length)
            return false;
        foreach (var hash in Hashes)
        {
            if (!CryptographicOperations.HashData(hash.HashAlgorithm, content).AsSpan().SequenceEqual(hash.ToBytes()))
                return false;
        }
        return true;
    }

    internal static TufFile ReadMetadata(JsonElement element) => element.Whole("version") is > 0 and var version
        ? new(version, element.Optional("length") is null ? null : element.Whole("length"), Digests(element))
        : throw new JsonException("Versions begin at 1.");

    internal static TufFile ReadTarget(JsonElement element) => Digests(element) is { Count: > 0 } hashes
        ? new(0, element.Whole("length"), hashes)
        : throw new JsonException("A target has no hash that is known here.");

    private static List<Digest> Digests(JsonElement element)
    {
        var digests = new List<Digest>();
        if (element.Optional("hashes") is not { } hashes)
            return digests;
        foreach (var property in hashes.EnumerateObject())
        {
            if (property.Name is "sha256" or "sha384" or "sha512")
                digests.Add(Digest.Parse($"{property.Name}:{hashes.Text(property.Name)}"));
        }
        return digests;
    }
}
