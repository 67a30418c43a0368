namespace Attestry.Sigstore.InToto.Provenance;

/// <summary>Something that went into a build: a source, a base image, a tool.</summary>
/// <param name="Uri">Empty when only digests name it.</param>
/// <param name="Digests">Algorithm to hexadecimal text, as stated: <c>gitCommit</c>, <c>sha1</c>, <c>sha256</c>.</param>
public sealed record BuildMaterial(string Uri, IReadOnlyDictionary<string, string> Digests)
{
    /// <summary>The Git commit that it is (in-toto digest_set.md; v0.2 calls it <c>sha1</c>); null when it is none.</summary>
    internal string? Commit =>
        Digests.GetValueOrDefault("gitCommit") ?? Digests.GetValueOrDefault("sha1");
}
