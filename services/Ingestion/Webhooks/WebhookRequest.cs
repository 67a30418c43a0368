namespace Attestry.Ingestion.Webhooks;

/// <summary>A delivery as it came: its headers and its body's bytes, which signatures are made over.</summary>
internal sealed record WebhookRequest(IHeaderDictionary Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>The header's only value; null when it is missing or repeated.</summary>
    public string? Header(string name) => Headers.TryGetValue(name, out var values) && values.Count == 1 ? values[0] : null;

    /// <summary>The media type without parameters, lower case.</summary>
    public string MediaType => Header("Content-Type")?.Split(';')[0].Trim().ToLowerInvariant() ?? "";
}
