namespace Attestry.Cli.Servers;

/// <summary>One exception as the server tells it.</summary>
/// <param name="State"><c>in-force</c>, <c>expired</c> or <c>revoked</c>.</param>
internal sealed record ServerException(
    string Id,
    string State,
    string? Repository,
    string? Digest,
    string? Package,
    string? Finding,
    string Reason,
    string Author,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? RevokedAt,
    string? RevokedBy)
{
    internal const string InForce = "in-force";

    /// <summary>What it covers, for people.</summary>
    internal string Scope() => string.Join(' ', new[] { Repository, Digest, Package, Finding }.Where(part => part is not null));
}
