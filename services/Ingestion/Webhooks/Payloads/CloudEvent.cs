using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.Ingestion.Webhooks.Payloads;

/// <summary>A CloudEvents 1.0 event (HTTP protocol binding 1.0.2), in structured mode or in binary mode.</summary>
/// <param name="Whole">Structured: the envelope; binary: the data. What is kept as received.</param>
internal sealed record CloudEvent(string? Id, string Type, DateTimeOffset? Time, PayloadNode Data, PayloadNode Whole)
{
    /// <summary>Binary mode has the attributes in <c>ce-</c> headers and the data as body; structured mode has all in the body.</summary>
    public static CloudEvent Read(WebhookRequest request, PayloadNode root) =>
        request.Header("ce-type") is { } type ? Binary(request, type, root) : Structured(root);

    public static CloudEvent Structured(PayloadNode envelope)
    {
        var data = envelope.Object("data");
        return new(envelope.OptionalId("id"), envelope.Text("type"), envelope.OptionalTime("time"), data, envelope);
    }

    private static CloudEvent Binary(WebhookRequest request, string type, PayloadNode data)
    {
        var id = request.Header("ce-id");
        if (id?.Length > IngestionLimits.TextLength)
            throw new JsonException($"Header 'ce-id' is longer than {IngestionLimits.TextLength} characters.");
        return new(id, type, ParseTime(request.Header("ce-time")), data, data);
    }

    private static DateTimeOffset? ParseTime(string? text) =>
        text is null ? null
        : DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var time) ? time.ToUniversalTime()
        : throw new JsonException($"Header 'ce-time' is not a time: '{Bounded.Quote(text)}'.");
}
