using System.CommandLine;
using Attestry.Cli.Checks;
using Attestry.Cli.Files;
using Attestry.Cli.Output;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Bundles;
using Attestry.Sigstore.Trust;

namespace Attestry.Cli.Commands.Sigstore;

/// <summary><c>attestry sigstore verify-bundle</c>: one bundle about one artifact, with every check; nothing is fetched.</summary>
internal static class VerifyBundleCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var trust = new TrustedRootOptions();
        var bundle = BundleOption("The bundle.");
        var identity = new Option<string?>("--certificate-identity") { HelpName = "IDENTITY", Description = "Whom the certificate must name, exactly: an address or URI." };
        var issuer = new Option<string?>("--certificate-oidc-issuer") { HelpName = "URL", Description = "Who must vouch for that identity." };
        var key = new Option<string?>("--key") { HelpName = "FILE", Description = "PEM file of the public key that must have signed, instead of an identity." };
        var artifact = new Argument<string>("FILE_OR_DIGEST") { Description = "The artifact, or its digest as sha256:HEX; for an in-toto statement, its subject." };
        var command = new DocumentedCommand("verify-bundle", "Verifies a bundle: signature, certificate, transparency log and time, about this artifact and by this signer.")
        {
            Examples =
            [
                "attestry sigstore verify-bundle --bundle app.sigstore.json --certificate-identity ci@example.com --certificate-oidc-issuer https://accounts.example.com app.tar.gz",
                "attestry sigstore verify-bundle --bundle app.sigstore.json --key cosign.pub --trusted-root trusted_root.json app.tar.gz",
            ],
            Exits = ("The bundle verifies.", "It does not; the reason is printed."),
        };
        command.Options.Add(bundle);
        foreach (var option in new[] { identity, issuer, key })
            command.Options.Add(option);
        trust.AddTo(command);
        command.Arguments.Add(artifact);
        command.SetAction(parsed => Run(
            terminal,
            SmallFile.Read(parsed.GetValue(bundle)!, SignatureLimits.BundleBytes),
            parsed.GetValue(artifact)!,
            trust.Read(parsed),
            Policy(parsed.GetValue(identity), parsed.GetValue(issuer), parsed.GetValue(key))));
        return command;
    }

    internal static Option<string> BundleOption(string description) => new("--bundle") { HelpName = "FILE", Description = description, Required = true };

    /// <summary>Every line that a verification has to say: who signed and what proves it, or why it does not count.</summary>
    internal static void Show(Terminal terminal, BundleVerification result)
    {
        var screen = new Screen(terminal.Out, terminal.OutIsTerminal);
        if (result.Verified)
        {
            screen.Say(result.Identity is { } identity
                ? $"Verified: signed by {string.Join(", ", identity.Subjects)}, for whom {identity.Issuer} vouches."
                : $"Verified: signed by the key {result.Key!.KeyId}.");
            foreach (var log in result.Logs)
                screen.Say($"Logged in {log}.");
            foreach (var time in result.Times)
                screen.Say($"Signed before {time.Time:u}, says {time.Authority}.");
        }
        foreach (var finding in result.Findings)
            screen.Say($"{finding.Message} ({finding.Id})");
        if (!result.Verified)
            screen.Say("Failed: the bundle does not verify.");
    }

    private static int Run(Terminal terminal, byte[] bundle, string artifact, TrustedRoot root, TrustPolicy policy)
    {
        var result = PolicyVerifier.Verify(bundle, ArtifactDigests.Of(artifact), root, policy, terminal.Time.GetUtcNow());
        Show(terminal, result);
        return result.Verified ? ExitCode.Pass : ExitCode.Fail;
    }

    private static TrustPolicy Policy(string? identity, string? issuer, string? key) => (identity, issuer, key) switch
    {
        (null, null, { } file) => TrustPolicy.Create([], [KeyFiles.ReadPublic(file)]),
        ({ Length: > 0 }, { Length: > 0 }, null) => TrustPolicy.Create([new(TextPattern.Exactly(issuer), TextPattern.Exactly(identity))], []),
        _ => throw new CommandException("Nobody is named who may have signed.", "Give --certificate-identity with --certificate-oidc-issuer, or --key."),
    };
}
