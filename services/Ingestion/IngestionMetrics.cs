using System.Diagnostics.Metrics;
using Attestry.Contracts.Documents;

namespace Attestry.Ingestion;

/// <summary>Meter <c>Attestry.Ingestion</c>.</summary>
internal sealed class IngestionMetrics : IDisposable
{
    public const string MeterName = "Attestry.Ingestion";

    private readonly Meter _meter;
    private readonly Counter<long> _webhooks;
    private readonly Counter<long> _pushes;
    private readonly Counter<long> _unknownRegistry;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _ignored;
    private readonly Counter<long> _reannounced;
    private readonly Counter<long> _reconciled;

    public IngestionMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _webhooks = _meter.CreateCounter<long>("attestry.ingestion.webhooks", "{request}", "Webhook requests by source and outcome.");
        _pushes = _meter.CreateCounter<long>("attestry.ingestion.pushes", "{push}", "Pushes by the state they came into.");
        _unknownRegistry = _meter.CreateCounter<long>("attestry.ingestion.unknown_registry", "{event}", "Events about a registry that their source does not speak for.");
        _duplicates = _meter.CreateCounter<long>("attestry.ingestion.duplicates", "{event}", "Events that were known already.");
        _ignored = _meter.CreateCounter<long>("attestry.ingestion.ignored", "{event}", "Events that are not about manifests.");
        _reannounced = _meter.CreateCounter<long>("attestry.ingestion.reannounced", "{push}", "Pushes that were announced again because they were not settled in time.");
        _reconciled = _meter.CreateCounter<long>("attestry.ingestion.reconciled", "{change}", "Changes that no webhook told, by what was found.");
    }

    /// <param name="source">A configured name; never what a stranger wrote in a URL.</param>
    public void Webhook(string source, string outcome) => _webhooks.Add(1, new("source", source), new("outcome", outcome));

    public void PushIs(PushState state) => _pushes.Add(1, new KeyValuePair<string, object?>("state", state.ToString().ToLowerInvariant()));

    public void UnknownRegistry(string source) => _unknownRegistry.Add(1, new KeyValuePair<string, object?>("source", source));

    public void Duplicate(string source) => _duplicates.Add(1, new KeyValuePair<string, object?>("source", source));

    public void Ignored(string source) => _ignored.Add(1, new KeyValuePair<string, object?>("source", source));

    public void Reannounced() => _reannounced.Add(1);

    /// <param name="found"><c>push</c>, <c>referrer-removed</c> or <c>artifact-removed</c>.</param>
    public void Reconciled(string found) => _reconciled.Add(1, new KeyValuePair<string, object?>("found", found));

    public void Dispose() => _meter.Dispose();
}
