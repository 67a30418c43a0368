namespace Attestry.Contracts.Documents;

/// <summary>An API key's record; the key itself is never stored.</summary>
/// <param name="Id">The public part of the key, which selects this record.</param>
/// <param name="Hash">Lower-case hex SHA-256 of the whole key; keys carry 256 bits of entropy, so no slow hash is needed.</param>
/// <param name="Roles">Of <c>ingest</c>, <c>runtime</c>, <c>auditor</c>, <c>agent</c>, <c>admin</c>.</param>
public sealed record ApiKeyDocument(
    string Id,
    string Name,
    string Hash,
    IReadOnlyList<string> Roles,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt) : IDocument;
