using System.Runtime.CompilerServices;
using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Registries;

/// <summary>A client of one registry (OCI Distribution Spec 1.1). Safe for many callers at once.</summary>
public sealed class RegistryClient : IDisposable
{
    /// <param name="mirrors">Owned by this client.</param>
    public RegistryClient(RegistryOptions options, TimeProvider time, IReadOnlyList<RegistryClient>? mirrors = null)
        : this(options, time, mirrors, OciLimits.Attempts)
    {
    }

    private RegistryClient(RegistryOptions options, TimeProvider time, IReadOnlyList<RegistryClient>? mirrors, int attempts)
    {
        Host = options.Host;
        Transport = new RegistryTransport(options, time, attempts);
        Mirrors = mirrors ?? [];
    }

    /// <summary>A mirror is tried once: behind it is the registry itself, which should not wait for a mirror that is down.</summary>
    internal static RegistryClient Mirror(RegistryOptions options, TimeProvider time) => new(options, time, null, attempts: 1);

    /// <summary>As configured; references name the registry so.</summary>
    public string Host { get; }

    internal RegistryTransport Transport { get; }

    internal IReadOnlyList<RegistryClient> Mirrors { get; }

    /// <exception cref="FormatException">Not a repository's name.</exception>
    public RegistryRepository Repository(string name) => ImageReference.IsRepository(name)
        ? new RegistryRepository(this, name)
        : throw new FormatException($"'{Bounded.Quote(name)}' is not a repository.");

    /// <summary>Every repository that the registry lists (<c>_catalog</c>, an extension that many refuse).</summary>
    /// <exception cref="HttpRequestException">The registry cannot be reached or does not list to this user.</exception>
    public async IAsyncEnumerable<string> ListRepositoriesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var first = new RegistryRequest(HttpMethod.Get, new Uri(Transport.Base, "_catalog?n=1000"), "registry:catalog:*");
        await foreach (var page in RegistryPages.ReadAsync(Transport, first, cancellation))
        {
            using (page)
            {
                foreach (var name in RegistryNames.Read(page, "repositories", ImageReference.IsRepository))
                    yield return name;
            }
        }
    }

    public void Dispose()
    {
        Transport.Dispose();
        foreach (var mirror in Mirrors)
            mirror.Dispose();
    }
}
