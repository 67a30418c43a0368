using System.Text.Json;
using Attestry.Primitives;

namespace Attestry.Ingestion.Webhooks;

/// <summary>What a registry says happened, in no product's words. A hint: nothing of it is believed before the registry confirms it.</summary>
/// <param name="Host">The registry as the event names it; null when the dialect does not.</param>
/// <param name="Tag">Null when the event names none.</param>
/// <param name="Digest">As claimed; null when the dialect has none and the tag is resolved at the registry.</param>
/// <param name="EventId">What stays the same when the source delivers the event again; null when the dialect has none.</param>
/// <param name="OccurredAt">As the event states it, only to tell two pushes of one tag apart.</param>
/// <param name="Payload">The event as received, JSON.</param>
internal sealed record RegistryEvent(
    RegistryEventAction Action,
    string? Host,
    string Repository,
    string? Tag,
    string? Digest,
    string? EventId,
    string? Actor,
    DateTimeOffset? OccurredAt,
    string Payload)
{
    /// <summary>An event that says nothing about manifests.</summary>
    public static RegistryEvent Ignored { get; } = new(RegistryEventAction.Ignored, null, "", null, null, null, null, null, "");

    /// <summary>Refuses names that no registry could have given. Ignored events pass: nothing of them is used.</summary>
    /// <exception cref="JsonException">Repository, tag or digest do not have the form that OCI Distribution 1.1 gives them, or there is neither tag nor digest.</exception>
    public RegistryEvent Demand()
    {
        if (Action == RegistryEventAction.Ignored)
            return this;
        if (!ImageReference.IsRepository(Repository))
            throw new JsonException($"'{Bounded.Quote(Repository)}' is not a repository name.");
        if (Tag is not null && !ImageReference.IsTag(Tag))
            throw new JsonException($"'{Bounded.Quote(Tag)}' is not a tag.");
        if (Digest is not null && !Primitives.Digest.TryParse(Digest, out _))
            throw new JsonException($"'{Bounded.Quote(Digest)}' is not a digest.");
        return Tag is null && Digest is null ? throw new JsonException("The event names neither a tag nor a digest.") : this;
    }
}
