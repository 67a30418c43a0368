using System.Diagnostics.CodeAnalysis;
using Attestry.Primitives;

namespace Attestry.Oci.Manifests;

/// <summary>The tags by which cosign finds what belongs to an image: <c>sha256-&lt;hex&gt;.sig</c>, <c>.att</c>, <c>.sbom</c> (cosign's signature specification).</summary>
public static class CosignTag
{
    public const string Signature = "sig";
    public const string Attestation = "att";
    public const string Sbom = "sbom";

    public static string Of(Digest subject, string suffix) => $"{FallbackTag.Of(subject)}.{suffix}";

    /// <param name="suffix"><c>sig</c>, <c>att</c> or <c>sbom</c>.</param>
    public static bool TryParse([NotNullWhen(true)] string? tag, out Digest subject, out string suffix)
    {
        (subject, suffix) = (default, "");
        if (tag?.IndexOf('.') is not (> 0 and var dot) || tag[(dot + 1)..] is not ((Signature or Attestation or Sbom) and var ending))
            return false;
        suffix = ending;
        return FallbackTag.TryParse(tag[..dot], out subject);
    }
}
