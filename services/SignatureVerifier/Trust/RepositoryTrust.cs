using Attestry.Sigstore.InToto.Provenance;
using Attestry.Sigstore.Notation;
using Attestry.Sigstore.Trust;

namespace Attestry.SignatureVerifier.Trust;

/// <summary>Everything that is configured about trust, read once.</summary>
/// <param name="Root">Null when no proof is ever judged.</param>
/// <param name="Rules">In the order in which they are tried; the last one holds everywhere.</param>
internal sealed record RepositoryTrust(
    TrustedKeys Keys,
    IReadOnlyList<NamedIdentity> Identities,
    TrustedRoot? Root,
    IReadOnlyList<SignatureRule> Rules,
    IReadOnlyList<TrustedBuilder> Builders,
    NotationTrust? Notation)
{
    /// <param name="repository"><c>registry/repository</c>.</param>
    internal TrustScope For(string repository, DateTimeOffset now)
    {
        NamedIdentity[] identities = [.. Identities.Where(one => one.Repositories.Any(pattern => Primitives.RepositoryPattern.Matches(pattern, repository)))];
        return new(Keys.For(repository), identities, Root, Rules.First(rule => rule.IsFor(repository)), now)
        {
            Builders = [.. Builders.Where(builder => builder.IsFor(repository))],
            Notation = Notation?.For(repository),
        };
    }
}
