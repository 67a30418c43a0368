using Attestry.Contracts.Documents;
using Attestry.Primitives;

namespace Attestry.StatusApi.Exceptions;

/// <summary>A granted exception.</summary>
/// <param name="State"><c>in-force</c>, <c>expired</c> or <c>revoked</c>.</param>
/// <param name="Author">Name of the API key that granted it.</param>
public sealed record ExceptionBody(
    string Id,
    string State,
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
    string? RevokedBy)
{
    internal static ExceptionBody Of(ExceptionDocument exception, DateTimeOffset now) => new(
        exception.Id,
        exception.RevokedAt is not null ? "revoked" : exception.ExpiresAt <= now ? "expired" : "in-force",
        exception.Repository,
        exception.Digest,
        exception.Package,
        exception.Finding,
        exception.Reason,
        exception.Author,
        exception.AuthorKey,
        exception.CreatedAt,
        exception.ExpiresAt,
        exception.RevokedAt,
        exception.RevokedBy);
}
