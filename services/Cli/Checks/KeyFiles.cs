using Attestry.Cli.Files;
using Attestry.Primitives.Limits;
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
