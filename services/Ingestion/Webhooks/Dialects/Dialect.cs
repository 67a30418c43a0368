using System.Text.Json;
using Attestry.Ingestion.Webhooks.Payloads;
using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.Ingestion.Webhooks.Dialects;

/// <summary>How one registry product words its webhooks. Pure: a request in, events or a complaint out.</summary>
internal abstract class Dialect(string name)
{
    /// <summary>As written in <c>Ingestion:Sources:n:Dialect</c>.</summary>
    public string Name { get; } = name;

    public DialectReading Read(WebhookRequest request)
    {
        try
        {
            using var document = StrictJson.Parse(request.Body, IngestionLimits.WebhookBytes);
            var reading = Read(request, PayloadNode.Root(document));
            return reading with { Events = [.. reading.Events.Select(e => e.Demand())] };
        }
        catch (JsonException e)
        {
            return DialectReading.Malformed(Bounded.Quote(e.Message));
        }
    }

    /// <param name="root">The body, parsed.</param>
    /// <exception cref="JsonException">Something that the dialect needs is missing or of the wrong kind.</exception>
    protected abstract DialectReading Read(WebhookRequest request, PayloadNode root);
}
