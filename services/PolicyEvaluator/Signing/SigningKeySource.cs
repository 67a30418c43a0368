using Attestry.Hosting.Options;
using Attestry.Sigstore.Http;
using Attestry.Sigstore.Keys;

namespace Attestry.PolicyEvaluator.Signing;

/// <summary>The service's private key: in a key store where one is named, else its own.</summary>
internal static class SigningKeySource
{
    /// <param name="own">Key stores that the host brings; one of them comes before the one of this program for the same scheme.</param>
    /// <exception cref="OptionsException">The key cannot be had; the message names the setting.</exception>
    internal static ISigner Load(SigningOptions options, IEnumerable<IKeyStore> own)
    {
        if (string.IsNullOrEmpty(options.KeyUri))
            return SigningKeyFile.Load(options);
        var stores = new KeyStores([.. own, .. options.Vault is { } vault ? [Vault(vault)] : Array.Empty<IKeyStore>()]);
        try
        {
            return stores.OpenAsync(options.KeyUri, default).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is FormatException or HttpRequestException or InvalidDataException or OperationCanceledException)
        {
            throw new OptionsException($"Setting 'Signing:KeyUri': {e.Message}", e);
        }
    }

    // Its client lives as long as the key that signs through it: as the process.
    private static VaultKeyStore Vault(VaultOptions options)
    {
        if (!Uri.TryCreate(options.Address, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new OptionsException("Setting 'Signing:Vault:Address' is no address such as https://vault.example.com:8200.");
        return options.Token.Length > 0
            ? new(SigstoreHttp.Create(), address, options.Token, options.Mount)
            : throw new OptionsException("Setting 'Signing:Vault:Token' is missing.");
    }
}
