using System.Text.Json;
using Attestry.Ingestion.Webhooks.Payloads;

namespace Attestry.Ingestion.Webhooks.Dialects;

/// <summary>
/// Azure Container Registry, by its own webhooks or through Event Grid (in its own schema or as CloudEvents). Event Grid asks
/// for a validation code back before it delivers; in CloudEvents it asks by <c>OPTIONS</c> instead.
/// </summary>
internal sealed class AzureDialect() : Dialect("acr")
{
    private const string Validation = "Microsoft.EventGrid.SubscriptionValidationEvent";

    private const string Events = "Microsoft.ContainerRegistry.";

    protected override DialectReading Read(WebhookRequest request, PayloadNode root)
    {
        if (root.IsArray)
            return Grid(root.Items());
        if (root.Has("data") && (root.Has("eventType") || root.Has("type")))
            return Grid([root]);
        return root.Text("action") == "ping"
            ? DialectReading.Nothing
            : DialectReading.Of(DistributionDialect.Event(root, root.OptionalId("id"), root.OptionalTime("timestamp")));
    }

    private static DialectReading Grid(IReadOnlyList<PayloadNode> envelopes)
    {
        if (envelopes is [var only] && TypeOf(only) == Validation)
            return DialectReading.Nothing with
            {
                Answer = JsonSerializer.Serialize(new { validationResponse = only.Object("data").Text("validationCode") }),
            };
        return DialectReading.Of(envelopes.Select(Event));
    }

    // ChartPushed and ChartDeleted are of the old chart store, whose actions are not "push" and "delete".
    private static RegistryEvent Event(PayloadNode envelope) =>
        TypeOf(envelope).StartsWith(Events, StringComparison.Ordinal)
            ? DistributionDialect.Event(envelope.Object("data"), envelope.OptionalId("id"), envelope.OptionalTime("eventTime") ?? envelope.OptionalTime("time")) with { Payload = envelope.Kept() }
            : RegistryEvent.Ignored;

    private static string TypeOf(PayloadNode envelope) => envelope.OptionalText("eventType") ?? envelope.Text("type");
}
