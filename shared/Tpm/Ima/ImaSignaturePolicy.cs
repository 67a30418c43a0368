namespace Attestry.Tpm.Ima;

/// <summary>What the signatures of measured files must be.</summary>
public sealed record ImaSignaturePolicy
{
    /// <summary>Paths of files that must be signed by a key of the keyring; see <see cref="Hosts.Wildcard"/>. Empty: none must, but what is signed wrongly is found.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Paths of files that need not, although <see cref="Required"/> names them.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>Signatures that the policy rests on: digests of the keyring's files, <c>sha256:…</c>; for the history.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    internal bool IsRequired(string path) => Hosts.Wildcard.MatchesAny(path, Required) && !Hosts.Wildcard.MatchesAny(path, Except);
}
