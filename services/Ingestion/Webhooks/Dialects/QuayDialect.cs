using Attestry.Ingestion.Webhooks.Payloads;

namespace Attestry.Ingestion.Webhooks.Dialects;

/// <summary>
/// Quay's repository push notification: the tags that were pushed (an array; in older versions a map from tag to image id),
/// no digest, no id, no time. Builds and scans notify in the same form without <c>updated_tags</c>.
/// </summary>
internal sealed class QuayDialect() : Dialect("quay")
{
    protected override DialectReading Read(WebhookRequest request, PayloadNode root)
    {
        var repository = root.Text("repository");
        if (!root.Has("updated_tags"))
            return DialectReading.Nothing;
        var tags = root.Element.GetProperty("updated_tags").ValueKind == System.Text.Json.JsonValueKind.Object
            ? root.Object("updated_tags").Names()
            : [.. root.Array("updated_tags").Select(tag => tag.AsText())];
        var host = ReferenceText.HostOf(root.OptionalText("docker_url"));
        var payload = root.Kept();
        return DialectReading.Of(tags.Select(tag => new RegistryEvent(
            RegistryEventAction.Push, host, repository, tag, Digest: null, EventId: null, Actor: null, OccurredAt: null, payload)));
    }
}
