namespace Attestry.Ingestion.Webhooks.Payloads;

/// <summary>Takes apart the ways in which products write references.</summary>
internal static class ReferenceText
{
    /// <summary>The part before the first slash of <c>host/repository…</c>; null when there is none.</summary>
    public static string? HostOf(string? reference) =>
        reference?.IndexOf('/') is > 0 and var slash ? reference[..slash] : null;

    /// <summary>Products that have no tag to tell write the digest in its place.</summary>
    public static string? TagUnlessDigest(string? text) => text is null || text.Contains(':') ? null : text;

    /// <summary>The other half of <see cref="TagUnlessDigest"/>.</summary>
    public static string? DigestUnlessTag(string? text) => text is not null && text.Contains(':') ? text : null;
}
