using Attestry.Ingestion.Webhooks.Payloads;

namespace Attestry.Ingestion.Webhooks.Dialects;

/// <summary>Harbor's project webhooks, in the default format and as CloudEvents. An artifact pushed without tag has its digest as tag.</summary>
internal sealed class HarborDialect() : Dialect("harbor")
{
    protected override DialectReading Read(WebhookRequest request, PayloadNode root)
    {
        if (root.Has("specversion") || request.Header("ce-type") is not null)
        {
            var cloud = CloudEvent.Read(request, root);
            var actor = cloud.Whole.OptionalName("operator");
            return Resources(cloud.Type, cloud.Data, cloud.Id, actor, cloud.Time, cloud.Whole);
        }
        var type = root.Text("type");
        return ActionOf(type) == RegistryEventAction.Ignored
            ? DialectReading.Nothing
            : Resources(type, root.Object("event_data"), null, root.OptionalName("operator"), root.OptionalTime("occur_at"), root);
    }

    private static DialectReading Resources(string type, PayloadNode data, string? id, string? actor, DateTimeOffset? time, PayloadNode whole)
    {
        var action = ActionOf(type);
        if (action == RegistryEventAction.Ignored)
            return DialectReading.Nothing;
        var repository = data.Object("repository");
        var name = repository.OptionalText("repo_full_name") ?? $"{repository.Text("namespace")}/{repository.Text("name")}";
        var payload = whole.Kept();
        return DialectReading.Of(data.Array("resources").Select(resource => new RegistryEvent(
            action,
            ReferenceText.HostOf(resource.OptionalText("resource_url")),
            name,
            ReferenceText.TagUnlessDigest(resource.OptionalText("tag")),
            resource.OptionalText("digest"),
            id,
            actor,
            time,
            payload)));
    }

    private static RegistryEventAction ActionOf(string type) => type switch
    {
        "PUSH_ARTIFACT" or "harbor.artifact.pushed" => RegistryEventAction.Push,
        "DELETE_ARTIFACT" or "harbor.artifact.deleted" => RegistryEventAction.Delete,
        _ => RegistryEventAction.Ignored,
    };
}
