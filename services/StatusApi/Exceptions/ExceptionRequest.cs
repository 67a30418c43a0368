namespace Attestry.StatusApi.Exceptions;

/// <summary>What an administrator grants. Every part of the scope that is given must match; at least one is.</summary>
/// <param name="Repository">Pattern: <c>ghcr.io/acme/**</c>.</param>
/// <param name="Digest">The one artifact; of an index the images that it lists too.</param>
/// <param name="Package">Package URL, with wildcards and without version if need be, or a package's plain name.</param>
/// <param name="Finding">Id of the finding.</param>
/// <param name="Reason">Why; it is demanded.</param>
/// <param name="ExpiresAt">When it stops counting; it is demanded, and at most a year ahead.</param>
public sealed record ExceptionRequest(string? Repository, string? Digest, string? Package, string? Finding, string? Reason, DateTimeOffset? ExpiresAt);
