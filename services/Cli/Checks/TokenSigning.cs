using Attestry.Cli.Commands.Sigstore;
using Attestry.Cli.Files;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Bundles;
using Attestry.Sigstore.Http;
using Attestry.Sigstore.Signing;
using Attestry.Sigstore.Trust;

namespace Attestry.Cli.Checks;

/// <summary>Signs by an identity token; what does not verify afterwards is not given out.</summary>
internal static class TokenSigning
{
    /// <summary>A <c>signing_config.json</c> that names the services, or the instance's own.</summary>
    internal static SigningConfig Config(string? file, PublicInstance instance)
    {
        var (config, finding) = SigningConfig.Read(file is null ? instance.SigningConfig : SmallFile.Read(file, SignatureLimits.TrustedRootBytes));
        return config ?? throw new CommandException($"{file} cannot be read: {finding!.Message}", "Give a signing_config.json.");
    }

    /// <returns>The bundle; null when it does not verify, which is printed.</returns>
    internal static async Task<byte[]?> SignAsync(
        Terminal terminal, SigningConfig config, TrustedRoot root, IReadOnlyList<Digest> artifact, Func<KeylessSigner, Task<byte[]>> sign)
    {
        using var http = SigstoreHttp.Create();
        byte[] bundle;
        try
        {
            bundle = await sign(new KeylessSigner(new HttpSigningTransport(http), config, terminal.Time));
        }
        catch (InvalidOperationException e)
        {
            throw new CommandException(e.Message, "Give another --signing-config.", e);
        }
        // Whoever holds the token signs; that it is somebody is seen in the certificate.
        var anybody = new TrustedIdentity(TextPattern.Matching(".+"), TextPattern.Matching(".+"));
        var result = PolicyVerifier.Verify(bundle, artifact, root, TrustPolicy.Create([anybody], []), terminal.Time.GetUtcNow());
        VerifyBundleCommand.Show(terminal, result);
        return result.Verified ? bundle : null;
    }
}
