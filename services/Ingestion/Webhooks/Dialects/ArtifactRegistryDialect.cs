using System.Text.Json;
using Attestry.Ingestion.Webhooks.Payloads;
using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.Ingestion.Webhooks.Dialects;

/// <summary>
/// Google Artifact Registry through a Pub/Sub push subscription. Its <c>digest</c> and <c>tag</c> are whole references;
/// a deleted tag comes without digest.
/// </summary>
internal sealed class ArtifactRegistryDialect() : Dialect("gar")
{
    protected override DialectReading Read(WebhookRequest request, PayloadNode root)
    {
        var message = root.Object("message");
        using var inner = StrictJson.Parse(Data(message), IngestionLimits.WebhookBytes);
        var data = new PayloadNode(inner.RootElement, "message.data");
        var action = data.Text("action") switch
        {
            "INSERT" => RegistryEventAction.Push,
            "DELETE" => RegistryEventAction.Delete,
            _ => RegistryEventAction.Ignored,
        };
        // Packages of other formats come over the same topic and have neither.
        if (action == RegistryEventAction.Ignored || (data.OptionalText("digest") ?? data.OptionalText("tag")) is not { } text)
            return DialectReading.Nothing;
        var named = Reference(text, "digest");
        var tagged = data.OptionalText("tag") is { } tag ? Reference(tag, "tag") : null;
        if (tagged is not null && tagged.Name != named.Name)
            throw new JsonException("'message.data.tag' and 'message.data.digest' name two repositories.");
        return DialectReading.Of(new RegistryEvent(
            action,
            named.Registry,
            named.Repository,
            tagged?.Tag,
            named.Digest.IsEmpty ? null : named.Digest.Text,
            message.OptionalId("messageId"),
            Actor: null,
            message.OptionalTime("publishTime"),
            data.Kept()));
    }

    private static byte[] Data(PayloadNode message)
    {
        var text = message.Text("data");
        var bytes = new byte[(text.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(text, bytes, out var written)
            ? bytes[..written]
            : throw new JsonException("'message.data' is not base64.");
    }

    private static ImageReference Reference(string text, string name) =>
        ImageReference.TryParse(text, out var reference)
            ? reference
            : throw new JsonException($"'message.data.{name}' is not a reference: '{Bounded.Quote(text)}'.");
}
