using System.CommandLine;
using System.Text.Json;
using Attestry.Cli.Checks;
using Attestry.Cli.Commands.Sigstore;
using Attestry.Cli.Files;
using Attestry.Cli.Targets;
using Attestry.Primitives;
using Attestry.Primitives.InToto;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Bundles;
using Attestry.Sigstore.Cosign;
using Attestry.Sigstore.Dsse;
using Attestry.Sigstore.Trust;

namespace Attestry.Cli.Commands;

/// <summary><c>attestry sign</c>: a signature or attestation beside an image in its registry, as cosign writes them.</summary>
internal static class SignCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var target = new TargetOptions();
        var trust = new TrustedRootOptions();
        var key = new Option<string?>("--signing-key") { HelpName = "FILE|URI", Description = "The private key: a PEM file (PKCS#8, or a cosign.key with its password in COSIGN_PASSWORD), or hashivault://NAME (by VAULT_ADDR and VAULT_TOKEN)." };
        var token = new Option<string?>("--identity-token") { HelpName = "TOKEN", Description = "The OpenID Connect token of whoever signs, instead of a key: a certificate is issued, and the signature is logged. Without it SIGSTORE_ID_TOKEN." };
        var config = new Option<string?>("--signing-config") { HelpName = "FILE", Description = "A signing_config.json that names the services; without it the instance's own." };
        var predicate = new Option<string?>("--predicate") { HelpName = "FILE", Description = "JSON to attest instead of only signing: provenance, an SBOM; needs --type." };
        var type = new Option<string?>("--type") { HelpName = "URI", Description = "The predicate's type, such as https://slsa.dev/provenance/v1." };
        var command = new DocumentedCommand("sign", "Signs an image, or attests something about it, and attaches that to it in its registry as a Sigstore bundle.")
        {
            Examples =
            [
                "attestry sign ghcr.io/acme/app@sha256:4f53… --signing-key cosign.key",
                "attestry sign ghcr.io/acme/app@sha256:4f53… --signing-key hashivault://release",
                "attestry sign ghcr.io/acme/app@sha256:4f53… --identity-token \"$TOKEN\"",
                "attestry sign ghcr.io/acme/app:1.4 --signing-key cosign.key --predicate provenance.json --type https://slsa.dev/provenance/v1",
            ],
            Exits = ("It is signed.", "What came of the token does not verify; nothing was attached."),
        };
        target.AddTo(command);
        foreach (var option in new Option[] { key, token, config, predicate, type })
            command.Options.Add(option);
        trust.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var attested = Predicate(parsed.GetValue(predicate), parsed.GetValue(type));
            Func<(string Type, byte[] Payload), Digest, Task<(byte[]?, string)>> sign = (parsed.GetValue(key), parsed.GetValue(token) ?? terminal.Environment("SIGSTORE_ID_TOKEN")) switch
            {
                ({ } named, _) when parsed.GetValue(token) is null => (statement, _) => ByKeyAsync(terminal, named, statement.Payload, cancellation),
                (null, { Length: > 0 } identity) => (statement, digest) => ByTokenAsync(
                    terminal, identity, TokenSigning.Config(parsed.GetValue(config), trust.Instance(parsed)), trust.Read(parsed), statement.Payload, digest, cancellation),
                _ => throw new CommandException("One must sign, and nobody or two are named.", "Give --signing-key or --identity-token."),
            };
            return RunAsync(terminal, target.Read(parsed), attested, sign, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Terminal terminal,
        TargetRequest request,
        (string Type, JsonElement Predicate)? attested,
        Func<(string Type, byte[] Payload), Digest, Task<(byte[]? Bundle, string By)>> sign,
        CancellationToken cancellation)
    {
        await using var target = await TargetOpener.OpenAsync(request, terminal, cancellation);
        // Said before anything is signed: what a log holds stays there.
        ReferrerPush.DemandRegistry(target, request);
        var (mediaType, digest, size) = ReferrerPush.SubjectOf(target);
        var statement = CosignSigner.StatementAbout(digest, attested);
        var (bundle, by) = await sign(statement, digest);
        if (bundle is null)
            return ExitCode.Fail;
        var referrer = CosignSigner.Referrer(mediaType, digest, size, statement.PredicateType, bundle, terminal.Time.GetUtcNow());
        var pushed = await ReferrerPush.PushAsync(target, request, referrer, cancellation);
        terminal.Out.WriteLine($"{target.Id} is {(attested is null ? "signed" : "attested")} by {by} in {pushed}.");
        return ExitCode.Pass;
    }

    private static async Task<(byte[]? Bundle, string By)> ByKeyAsync(Terminal terminal, string key, byte[] payload, CancellationToken cancellation)
    {
        var signer = await KeyFiles.OpenSigningAsync(key, terminal, cancellation);
        return (BundleWriter.Write(await DsseSigner.SignAsync(Statement.MediaType, payload, signer, cancellation), signer.PublicKey), $"the key {signer.PublicKey.KeyId}");
    }

    private static async Task<(byte[]? Bundle, string By)> ByTokenAsync(
        Terminal terminal, string token, SigningConfig config, TrustedRoot root, byte[] payload, Digest digest, CancellationToken cancellation) =>
        (await TokenSigning.SignAsync(terminal, config, root, [digest], signer => signer.SignEnvelopeAsync(Statement.MediaType, payload, token, cancellation)), "the token's identity");

    private static (string Type, JsonElement Predicate)? Predicate(string? file, string? type)
    {
        if (file is null && type is null)
            return null;
        if (file is null || !Uri.TryCreate(type, UriKind.Absolute, out _))
            throw new CommandException("An attestation needs a predicate and its type.", "Give --predicate FILE and --type URI.");
        try
        {
            using var document = StrictJson.Parse(SmallFile.Read(file, SignatureLimits.BundleBytes), SignatureLimits.BundleBytes);
            return (type, document.RootElement.Clone());
        }
        catch (JsonException e)
        {
            throw new CommandException($"{file} is no JSON: {e.Message}", "Give the predicate alone, without the statement around it.", e);
        }
    }
}
