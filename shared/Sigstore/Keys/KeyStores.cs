using Attestry.Primitives;

namespace Attestry.Sigstore.Keys;

/// <summary>The key stores that a host has, by the scheme of their URIs.</summary>
public sealed class KeyStores(IReadOnlyList<IKeyStore> stores)
{
    private const string Separator = "://";

    /// <summary>It names a key in some key store, whether there is one for it or not; anything else is a path.</summary>
    public static bool IsUri(string text) => text.IndexOf(Separator, StringComparison.Ordinal) > 0;

    /// <exception cref="FormatException">No key store takes such URIs; the message names those that there are.</exception>
    /// <inheritdoc cref="IKeyStore.OpenAsync"/>
    public Task<ISigner> OpenAsync(string uri, CancellationToken cancellation)
    {
        var scheme = IsUri(uri) ? uri[..uri.IndexOf(Separator, StringComparison.Ordinal)] : "";
        var store = stores.FirstOrDefault(one => one.Scheme == scheme)
            ?? throw new FormatException($"No key store takes '{Bounded.Quote(uri)}'; there are: {string.Join(", ", stores.Select(one => one.Scheme + Separator))}.");
        return store.OpenAsync(uri[(scheme.Length + Separator.Length)..], cancellation);
    }
}
