using System.Text.Json.Nodes;
using Attestry.Primitives;
using Attestry.Sigstore.Cosign;

namespace Attestry.Standalone.Demo;

/// <summary>What an attacker could do to a signature on its way.</summary>
internal static class Tampering
{
    /// <summary>Turns one bit of the bundle's signature and mends every digest above it, so that only the cryptography can tell.</summary>
    internal static SignatureManifest TurnOneBit(SignatureManifest signed)
    {
        var manifest = JsonNode.Parse(signed.Bytes.Span)!;
        var layer = manifest["layers"]![0]!;
        var digest = Digest.Parse((string)layer["digest"]!);
        var bundle = JsonNode.Parse(signed.Blobs[digest].Span)!;
        var signature = bundle["dsseEnvelope"]!["signatures"]![0]!;
        var bytes = Convert.FromBase64String((string)signature["sig"]!);
        bytes[^1] ^= 1;
        signature["sig"] = Convert.ToBase64String(bytes);
        ReadOnlyMemory<byte> turned = System.Text.Encoding.UTF8.GetBytes(bundle.ToJsonString());
        layer["digest"] = Digest.Sha256(turned.Span).Text;
        layer["size"] = turned.Length;
        var blobs = signed.Blobs.Where(blob => blob.Key != digest).Append(new(Digest.Sha256(turned.Span), turned)).ToDictionary();
        return signed with { Bytes = System.Text.Encoding.UTF8.GetBytes(manifest.ToJsonString()), Blobs = blobs };
    }
}
