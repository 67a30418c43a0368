using Attestry.Hosting.Options;
using Attestry.Hosting.Security;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Keys;

namespace Attestry.PolicyEvaluator.Signing;

/// <summary>The service's private key: from the environment, else from a file that only its owner can read.</summary>
internal static class SigningKeyFile
{
    /// <exception cref="OptionsException">The setting holds no key, or the file is open to others or holds none.</exception>
    internal static SigningKey Load(SigningOptions options) => string.IsNullOrEmpty(options.Key)
        ? Parse(SecretFile.ReadOrCreate(options.KeyFile, "Signing:KeyFile", SignatureLimits.PemCharacters, () => SigningKey.GenerateEcdsaP256().ToPem()), "Signing:KeyFile")
        : Parse(options.Key, "Signing:Key");

    private static SigningKey Parse(string pem, string setting)
    {
        try
        {
            return SigningKey.FromPem(pem);
        }
        catch (FormatException e)
        {
            throw new OptionsException($"Setting '{setting}': {e.Message}", e);
        }
    }
}
