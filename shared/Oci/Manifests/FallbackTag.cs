using System.Diagnostics.CodeAnalysis;
using Attestry.Primitives;

namespace Attestry.Oci.Manifests;

/// <summary>
/// The tag <c>sha256-&lt;hex&gt;</c> under which an index of referrers lies where a registry has no referrers API
/// (OCI Distribution Spec 1.1 §referrers tag schema).
/// </summary>
public static class FallbackTag
{
    private const int LongestHex = 64;

    /// <summary>The algorithm cut to 32, the hex to 64 characters, as the specification says.</summary>
    public static string Of(Digest subject) => $"{subject.Algorithm}-{(subject.Hex.Length > LongestHex ? subject.Hex[..LongestHex] : subject.Hex)}";

    /// <summary>Only <c>sha256</c> tags can be turned back; longer digests are cut in their tags.</summary>
    public static bool TryParse([NotNullWhen(true)] string? tag, out Digest subject)
    {
        subject = default;
        return tag is not null && tag.StartsWith("sha256-", StringComparison.Ordinal) && Digest.TryParse($"sha256:{tag[7..]}", out subject);
    }
}
