using Attestry.Ingestion.Webhooks.Payloads;
using Attestry.Primitives;

namespace Attestry.Ingestion.Webhooks.Dialects;

/// <summary>Docker Hub's webhooks: a tag, no digest, no signature, and a <c>callback_url</c> that is never called.</summary>
internal sealed class DockerHubDialect() : Dialect("docker-hub")
{
    protected override DialectReading Read(WebhookRequest request, PayloadNode root)
    {
        var push = root.Object("push_data");
        var name = root.Object("repository").Text("repo_name");
        return DialectReading.Of(new RegistryEvent(
            RegistryEventAction.Push,
            ImageReference.DockerHub,
            name.Contains('/') ? name : $"library/{name}",
            push.Text("tag"),
            Digest: null,
            EventId: null,
            push.OptionalName("pusher"),
            push.OptionalTime("pushed_at"),
            root.Kept()));
    }
}
