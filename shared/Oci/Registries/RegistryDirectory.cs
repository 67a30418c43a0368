using System.Collections.Concurrent;
using Attestry.Oci.Sources;
using Attestry.Primitives;

namespace Attestry.Oci.Registries;

/// <summary>The configured registries. One client each, with its connections and tokens, for the life of the process.</summary>
/// <param name="openToAll">Also hosts that are not configured, anonymously over TLS: for a person at a command line, not for a service.</param>
public sealed class RegistryDirectory(IReadOnlyList<RegistryOptions> registries, TimeProvider time, bool openToAll = false) : IDisposable
{
    private readonly Dictionary<string, RegistryOptions> _configured = registries.ToDictionary(r => RegistryHosts.Canonical(r.Host));
    private readonly ConcurrentDictionary<string, Lazy<RegistryClient>> _clients = new();

    public RegistryDirectory(RegistriesOptions options, TimeProvider time)
        : this(options.Registries, time)
    {
    }

    public IReadOnlyCollection<RegistryOptions> Registries => _configured.Values;

    public bool IsConfigured(string host) => openToAll || _configured.ContainsKey(RegistryHosts.Canonical(host));

    /// <summary>Null when the registry is not configured or <paramref name="repository"/> is no repository's name.</summary>
    public IImageSource? Open(string registry, string repository) => Repository(registry, repository);

    /// <summary>As <see cref="Open"/>, with the means to push.</summary>
    public RegistryRepository? Repository(string registry, string repository) =>
        IsConfigured(registry) && ImageReference.IsRepository(repository) ? Client(registry).Repository(repository) : null;

    /// <exception cref="InvalidOperationException">The registry is not configured.</exception>
    public RegistryClient Client(string host)
    {
        var name = RegistryHosts.Canonical(host);
        if (!IsConfigured(name))
            throw new InvalidOperationException($"The registry {Bounded.Quote(host)} is not configured.");
        return _clients.GetOrAdd(name, key => new(() => Create(key))).Value;
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values.Where(c => c.IsValueCreated))
            client.Value.Dispose();
    }

    private RegistryClient Create(string name)
    {
        var options = _configured.GetValueOrDefault(name) ?? new RegistryOptions { Host = name };
        // A mirror's own mirrors are not asked: they could form a ring.
        var mirrors = options.Mirrors.Select(m => RegistryClient.Mirror(
            _configured.GetValueOrDefault(RegistryHosts.Canonical(m)) ?? new RegistryOptions { Host = m }, time));
        return new RegistryClient(options, time, [.. mirrors]);
    }
}
