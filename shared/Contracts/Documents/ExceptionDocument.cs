using Attestry.Primitives;

namespace Attestry.Contracts.Documents;

/// <summary>
/// Somebody's word that a finding does not count for a while. Every part of its scope that is set must match; at least one
/// is. It is never deleted, so that what a decision names can be looked up.
/// </summary>
/// <param name="Repository">Pattern of repositories (<see cref="RepositoryPattern"/>); null for all.</param>
/// <param name="Digest">The one artifact; null for all.</param>
/// <param name="Package">Package URL, with wildcards and without version if need be, or a package's plain name; null for all.</param>
/// <param name="Finding">Id of the finding: <c>policy.package-denied</c>, or of what it is about: <c>CVE-2026-1</c>; null for all.</param>
/// <param name="Author">Name of the API key that granted it.</param>
/// <param name="AuthorKey">Id of that key.</param>
/// <param name="ExpiresAt">It stops counting by itself.</param>
/// <param name="RevokedAt">When it was withdrawn before; null while it was not.</param>
/// <param name="RevokedBy">Name of the API key that withdrew it.</param>
public sealed record ExceptionDocument(
    string Id,
    string? Repository,
    Digest? Digest,
    string? Package,
    string? Finding,
    string Reason,
    string Author,
    string AuthorKey,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? RevokedAt,
    string? RevokedBy) : IDocument
{
    public bool IsInForce(DateTimeOffset now) => RevokedAt is null && CreatedAt <= now && now < ExpiresAt;
}
