using Attestry.Hosting.Options;
using Attestry.Sigstore.Keys;
using Attestry.Sigstore.Trust;

namespace Attestry.SignatureVerifier.Trust;

internal static class TrustLoader
{
    /// <summary>Reads the configured keys.</summary>
    /// <exception cref="OptionsException">A file cannot be read or holds no public key; the message names the setting.</exception>
    internal static TrustedKeys Load(TrustOptions options) => new([.. options.Keys.Select(Load)]);

    private static TrustedKey Load(TrustedKeyOptions key, int index)
    {
        var setting = $"Trust:Keys:{index}:{(key.Path is null ? nameof(key.Pem) : nameof(key.Path))}";
        try
        {
            var pem = key.Path is { } path ? File.ReadAllText(path) : key.Pem!;
            var algorithm = key.Algorithm is null ? SignatureAlgorithm.None : SignatureAlgorithm.RsaPss;
            return new(key.Name, VerificationKey.FromPem(pem, algorithm), key.Repositories);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new OptionsException($"Setting '{setting}': {e.Message}", e);
        }
    }
}
