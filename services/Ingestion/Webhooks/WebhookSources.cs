namespace Attestry.Ingestion.Webhooks;

/// <summary>The configured sources by name.</summary>
internal sealed class WebhookSources(IngestionOptions options, TimeProvider time)
{
    private readonly Dictionary<string, WebhookSource> _byName =
        options.Sources.ToDictionary(source => source.Name!, source => new WebhookSource(source, time), StringComparer.Ordinal);

    public WebhookSource? Find(string name) => _byName.GetValueOrDefault(name);
}
