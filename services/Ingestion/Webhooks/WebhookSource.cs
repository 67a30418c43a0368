using Attestry.Ingestion.Webhooks.Authentication;
using Attestry.Ingestion.Webhooks.Dialects;

namespace Attestry.Ingestion.Webhooks;

/// <summary>A configured source, ready for requests.</summary>
internal sealed class WebhookSource(SourceOptions options, TimeProvider time)
{
    private readonly IReadOnlyList<string> _registries = options.AllRegistries;

    private readonly IReadOnlyList<string> _hosts = options.Hosts;

    public string Name { get; } = options.Name!;

    public Dialect Dialect { get; } = DialectTable.Find(options.Dialect)!;

    public IWebhookAuthentication Authentication { get; } =
        AuthenticationTable.Find(options.Authentication.Kind) is { } kind ? kind.Create(options.Authentication, time) : new NoAuthentication();

    /// <summary>The configured registry that an event is about; null when the source does not speak for what the event names.</summary>
    /// <param name="host">As the event names it; null when its dialect names none, which only fits a source with one registry.</param>
    public string? RegistryOf(string? host)
    {
        if (_registries.Count == 1 && (host is null || _hosts.Contains("*") || _hosts.Contains(host, StringComparer.OrdinalIgnoreCase)))
            return _registries[0];
        return _registries.FirstOrDefault(registry => string.Equals(registry, host, StringComparison.OrdinalIgnoreCase));
    }
}
