using Attestry.Cli.Files;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Http;
using Attestry.Sigstore.Keys;
using Attestry.Sigstore.Trust;
using System.Text;

namespace Attestry.Cli.Checks;

/// <summary>Keys that are given as PEM files.</summary>
internal static class KeyFiles
{
    /// <summary>Each is trusted for whatever the command looks at, and called by its path.</summary>
    internal static IReadOnlyList<TrustedKey> ReadTrusted(IReadOnlyList<string> paths) =>
        [.. paths.Distinct(StringComparer.Ordinal).Select(path => new TrustedKey(path, ReadPublic(path), ["**"]))];

    /// <summary>PKCS#8, or a key that cosign encrypted under the password in <c>COSIGN_PASSWORD</c>.</summary>
    internal static SigningKey ReadSigning(string path, Terminal terminal)
    {
        try
        {
            var password = Encoding.UTF8.GetBytes(terminal.Environment("COSIGN_PASSWORD") ?? "");
            return SigningKey.FromPem(SmallFile.ReadSecret(path, SignatureLimits.PemCharacters), password);
        }
        catch (FormatException e)
        {
            throw new CommandException($"{path} holds no private key: {e.Message}", "Make one with attestry keys new-signing; for one of cosign set COSIGN_PASSWORD.", e);
        }
    }

    /// <summary>A file as <see cref="ReadSigning"/> reads it, or a key in a key store: <c>hashivault://NAME</c>.</summary>
    internal static async Task<ISigner> OpenSigningAsync(string pathOrUri, Terminal terminal, CancellationToken cancellation)
    {
        if (!KeyStores.IsUri(pathOrUri))
            return ReadSigning(pathOrUri, terminal);
        try
        {
            return await new KeyStores([Vault(terminal)]).OpenAsync(pathOrUri, cancellation);
        }
        catch (Exception e) when (e is FormatException or InvalidDataException)
        {
            throw new CommandException(e.Message, "Give a PEM file, or hashivault://NAME.", e);
        }
    }

    private static VaultKeyStore Vault(Terminal terminal)
    {
        var address = Uri.TryCreate(terminal.Environment("VAULT_ADDR"), UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new CommandException("VAULT_ADDR is no address.", "Set it to for example https://vault.example.com:8200, and VAULT_TOKEN to a token that may sign.");
        var token = terminal.Environment("VAULT_TOKEN") is { Length: > 0 } set ? set : throw new CommandException("VAULT_TOKEN is not set.", "Set it to a token that may read the key and sign with it.");
        // The client lives as long as the key that signs through it: until the command ends.
        return new(SigstoreHttp.Create(), address, token, terminal.Environment("TRANSIT_SECRET_ENGINE_PATH") is { Length: > 0 } mount ? mount : "transit");
    }

    internal static VerificationKey ReadPublic(string path)
    {
        try
        {
            return VerificationKey.FromText(Encoding.UTF8.GetString(SmallFile.Read(path, SignatureLimits.PemCharacters)));
        }
        catch (FormatException e)
        {
            throw new CommandException($"{path} holds no public key: {e.Message}", "Give the PEM file that cosign generate-key-pair calls cosign.pub.", e);
        }
    }
}
