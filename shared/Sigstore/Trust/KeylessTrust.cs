using Attestry.Primitives;

namespace Attestry.Sigstore.Trust;

/// <summary>Which identities are trusted where, and what must prove that it is them.</summary>
/// <param name="Root">Whose certificates, logs and timestamps are believed.</param>
public sealed record KeylessTrust(TrustedRoot Root, IReadOnlyList<NamedIdentity> Identities, int MinLogEntries, int MinTimestamps)
{
    /// <summary>Null when no identity is trusted there.</summary>
    /// <param name="repository"><c>registry/repository</c>.</param>
    /// <param name="now">No proof may be of a later time.</param>
    public KeylessScope? For(string repository, DateTimeOffset now)
    {
        NamedIdentity[] trusted = [.. Identities.Where(one => one.Repositories.Any(pattern => RepositoryPattern.Matches(pattern, repository)))];
        return trusted.Length > 0
            ? new(Root, TrustPolicy.Create([.. trusted.Select(one => one.Identity)], [], MinLogEntries, MinTimestamps), trusted, now)
            : null;
    }
}
