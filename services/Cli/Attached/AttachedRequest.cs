using Attestry.Sigstore.Trust;

namespace Attestry.Cli.Attached;

/// <summary>Whose word counts of what comes with an image.</summary>
/// <param name="Root">Null without identities.</param>
internal sealed record AttachedRequest(IReadOnlyList<TrustedKey> Keys, IReadOnlyList<NamedIdentity> Identities, TrustedRoot? Root)
{
    internal TrustScope Scope(DateTimeOffset now) => new(Keys, Identities, Root, new(), now);
}
