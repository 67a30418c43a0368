using System.CommandLine;
using System.Text.Json;
using Attestry.Cli.Checks;
using Attestry.Cli.Files;
using Attestry.Cli.Targets;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Cosign;
using Attestry.Sigstore.Keys;

namespace Attestry.Cli.Commands;

/// <summary><c>attestry sign</c>: a signature or attestation beside an image in its registry, as cosign writes them.</summary>
internal static class SignCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var target = new TargetOptions();
        var key = new Option<string>("--signing-key") { HelpName = "FILE", Description = "PEM file of the private key: PKCS#8, or a cosign.key with its password in COSIGN_PASSWORD.", Required = true };
        var predicate = new Option<string?>("--predicate") { HelpName = "FILE", Description = "JSON to attest instead of only signing: provenance, an SBOM; needs --type." };
        var type = new Option<string?>("--type") { HelpName = "URI", Description = "The predicate's type, such as https://slsa.dev/provenance/v1." };
        var command = new DocumentedCommand("sign", "Signs an image, or attests something about it, and attaches that to it in its registry as a Sigstore bundle.")
        {
            Examples =
            [
                "attestry sign ghcr.io/acme/app@sha256:4f53… --signing-key cosign.key",
                "attestry sign ghcr.io/acme/app:1.4 --signing-key cosign.key --predicate provenance.json --type https://slsa.dev/provenance/v1",
            ],
            Exits = ("It is signed.", "(not used)"),
        };
        target.AddTo(command);
        foreach (var option in new Option[] { key, predicate, type })
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) => RunAsync(
            terminal, target.Read(parsed), KeyFiles.ReadSigning(parsed.GetValue(key)!, terminal), Predicate(parsed.GetValue(predicate), parsed.GetValue(type)), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        Terminal terminal, TargetRequest request, SigningKey key, (string Type, JsonElement Predicate)? attested, CancellationToken cancellation)
    {
        await using var target = await TargetOpener.OpenAsync(request, terminal, cancellation);
        var (mediaType, digest, size) = ReferrerPush.SubjectOf(target);
        var now = terminal.Time.GetUtcNow();
        var signature = attested is { } predicate
            ? CosignSigner.AttestReferrer(mediaType, digest, size, predicate.Type, predicate.Predicate, key, now)
            : CosignSigner.SignReferrer(mediaType, digest, size, key, now);
        var pushed = await ReferrerPush.PushAsync(target, request, signature, cancellation);
        terminal.Out.WriteLine($"{target.Id} is {(attested is null ? "signed" : "attested")} by the key {key.Public.KeyId} in {pushed}.");
        return ExitCode.Pass;
    }

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
