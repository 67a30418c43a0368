using Attestry.Ingestion.Webhooks.Payloads;

namespace Attestry.Ingestion.Webhooks.Dialects;

/// <summary>zot's event extension: CloudEvents in binary or structured mode. Its <c>source</c> attribute is the product, not the registry.</summary>
internal sealed class ZotDialect() : Dialect("zot")
{
    protected override DialectReading Read(WebhookRequest request, PayloadNode root)
    {
        var cloud = CloudEvent.Read(request, root);
        var action = cloud.Type switch
        {
            "zotregistry.image.updated" => RegistryEventAction.Push,
            "zotregistry.image.deleted" => RegistryEventAction.Delete,
            _ => RegistryEventAction.Ignored,
        };
        if (action == RegistryEventAction.Ignored || !EventMediaType.MayBeManifest(cloud.Data.OptionalText("mediaType")))
            return DialectReading.Nothing;
        var reference = cloud.Data.OptionalText("reference");
        return DialectReading.Of(new RegistryEvent(
            action,
            Host: null,
            cloud.Data.Text("name"),
            ReferenceText.TagUnlessDigest(reference),
            cloud.Data.OptionalText("digest") ?? ReferenceText.DigestUnlessTag(reference),
            cloud.Id,
            cloud.Data.OptionalObject("actor")?.OptionalName("name"),
            cloud.Time,
            cloud.Whole.Kept()));
    }
}
