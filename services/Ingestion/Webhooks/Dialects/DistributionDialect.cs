using Attestry.Ingestion.Webhooks.Payloads;

namespace Attestry.Ingestion.Webhooks.Dialects;

/// <summary>
/// CNCF distribution's notifications (docs/content/about/notifications.md): an envelope of events, also for pulls, mounts,
/// layers. A delete names the digest alone, of manifests and layers alike.
/// </summary>
internal sealed class DistributionDialect() : Dialect("distribution")
{
    protected override DialectReading Read(WebhookRequest request, PayloadNode root) =>
        DialectReading.Of(root.Array("events").Select(Event));

    private static RegistryEvent Event(PayloadNode e) => Event(e, e.OptionalId("id"), e.OptionalTime("timestamp"));

    /// <summary>Also what Azure's registry sends, whose service grew from the same code.</summary>
    internal static RegistryEvent Event(PayloadNode e, string? id, DateTimeOffset? time)
    {
        var action = e.Text("action") switch
        {
            "push" => RegistryEventAction.Push,
            "delete" => RegistryEventAction.Delete,
            _ => RegistryEventAction.Ignored,
        };
        if (action == RegistryEventAction.Ignored)
            return RegistryEvent.Ignored;
        var target = e.Object("target");
        if (!EventMediaType.MayBeManifest(target.OptionalText("mediaType")))
            return RegistryEvent.Ignored;
        return new(
            action,
            e.OptionalObject("request")?.OptionalText("host"),
            target.Text("repository"),
            ReferenceText.TagUnlessDigest(target.OptionalText("tag")),
            target.OptionalText("digest"),
            id,
            e.OptionalObject("actor")?.OptionalName("name"),
            time,
            e.Kept());
    }
}
