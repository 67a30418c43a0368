using System.Security.Cryptography;
using Attestry.Rego.Values;

namespace Attestry.Rego.Bundles.Signatures;

/// <summary>What is hashed of a file (OPA, bundles §signature format).</summary>
internal static class FileHash
{
    private static readonly string[] Structured = ["data.json", "data.yaml", "signatures.json", BundlePath.Manifest];

    /// <summary>Of a structured file its value: compact JSON with sorted keys, which is OPA's walk over it; of any other its bytes.</summary>
    /// <exception cref="BundleException">It should be structured and is not.</exception>
    internal static byte[] Content(string path, ReadOnlySpan<byte> content) =>
        Structured.Contains(BundlePath.NameOf(path)) ? RegoJson.ToUtf8(BundleData.Parse(path, content)) : content.ToArray();

    /// <summary>Null: an algorithm that OPA knows but that is broken or not offered by the platform.</summary>
    internal static byte[]? Compute(string algorithm, byte[] content) => algorithm switch
    {
        "SHA-256" => SHA256.HashData(content),
        "SHA-384" => SHA384.HashData(content),
        "SHA-512" => SHA512.HashData(content),
        _ => null,
    };
}
