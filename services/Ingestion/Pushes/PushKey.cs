using Attestry.Contracts.Documents;
using Attestry.Ingestion.Webhooks;
using Attestry.Storage;

namespace Attestry.Ingestion.Pushes;

/// <summary>The natural key of a push: the same delivery has the same key however often it comes.</summary>
internal static class PushKey
{
    /// <summary>
    /// Source, occasion, what was pushed, action. The occasion is the source's event id, else the time that the event
    /// states, else nothing: then two pushes of one tag have one key, and a settled one is opened again.
    /// </summary>
    /// <remarks>What was pushed stays part of the key beside an event id, for one event may name several tags.</remarks>
    public static string Of(string source, string registry, PushAction action, RegistryEvent e) =>
        Of(source, e.EventId ?? (e.OccurredAt is { } time ? DocumentJson.Time(time) : ""), registry, action, e.Repository, e.Tag, e.Digest);

    public static string Of(string source, string occasion, string registry, PushAction action, string repository, string? tag, string? digest)
    {
        var verb = action == PushAction.Delete ? "delete" : "push";
        return $"{source}|{occasion}|{registry}/{repository}{(tag is null ? "" : $":{tag}")}{(digest is null ? "" : $"@{digest}")}|{verb}";
    }

    /// <summary>Nothing in the event tells this push of a tag from the one before, so any that has its key may be another.</summary>
    public static bool IsAmbiguous(RegistryEvent e) => e.EventId is null && e.OccurredAt is null;
}
