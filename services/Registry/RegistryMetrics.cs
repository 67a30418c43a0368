using System.Diagnostics.Metrics;
using Attestry.Registry.Notifications;

namespace Attestry.Registry;

/// <summary>Meter <c>Attestry.Registry</c>.</summary>
internal sealed class RegistryMetrics
{
    private readonly Counter<long> _pushed;
    private readonly Counter<long> _delivered;
    private readonly Counter<long> _failed;

    public RegistryMetrics(IMeterFactory meters, NotificationQueues queues)
    {
        var meter = meters.Create("Attestry.Registry");
        _pushed = meter.CreateCounter<long>("attestry.registry.manifests.pushed");
        _delivered = meter.CreateCounter<long>("attestry.registry.notifications.delivered");
        _failed = meter.CreateCounter<long>("attestry.registry.notifications.failed");
        meter.CreateObservableGauge("attestry.registry.notifications.pending",
            () => queues.All.Select(queue => new Measurement<int>(queue.Pending, Endpoint(queue.Endpoint.Name))));
    }

    public void Pushed() => _pushed.Add(1);

    public void Delivered(string endpoint) => _delivered.Add(1, Endpoint(endpoint));

    public void Failed(string endpoint) => _failed.Add(1, Endpoint(endpoint));

    private static KeyValuePair<string, object?> Endpoint(string name) => new("endpoint", name);
}
