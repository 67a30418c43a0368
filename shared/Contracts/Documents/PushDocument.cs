namespace Attestry.Contracts.Documents;

/// <summary>What a registry said, as received, written before it is answered.</summary>
/// <param name="Id">Source name and source event id; else source, registry, repository, digest or tag, and action.</param>
/// <param name="Source">The configured webhook source, or <c>reconciler</c>.</param>
/// <param name="Registry">The configured registry that the source speaks for; never taken on faith from the payload.</param>
/// <param name="Digest">As claimed; null when the dialect has none and the tag is resolved at the registry.</param>
/// <param name="Payload">The event as received, JSON.</param>
/// <param name="Attempts">How often it was announced.</param>
/// <param name="Problem">Why the last attempt did not resolve, for people. Null when it did.</param>
/// <param name="DueAt">When the background pass announces it (again) unless it is settled before.</param>
public sealed record PushDocument(
    string Id,
    string Source,
    PushAction Action,
    string Registry,
    string Repository,
    string? Tag,
    string? Digest,
    string? Actor,
    string Payload,
    PushState State,
    int Attempts,
    string? Problem,
    DateTimeOffset ReceivedAt,
    DateTimeOffset DueAt) : IDocument;
