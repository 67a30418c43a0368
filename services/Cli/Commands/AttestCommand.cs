using System.CommandLine;
using System.Text;
using Attestry.Cli.Checks;
using Attestry.Cli.Files;
using Attestry.Cli.Output;
using Attestry.Cli.Targets;
using Attestry.Contracts.Documents;
using Attestry.Evidence;
using Attestry.Policy.BuiltIn;
using Attestry.Policy.Decisions;
using Attestry.Primitives.InToto;
using Attestry.Sigstore.Bundles;
using Attestry.Sigstore.Cosign;
using Attestry.Sigstore.Dsse;
using Attestry.Sigstore.Keys;
using Attestry.Sigstore.Trust;

namespace Attestry.Cli.Commands;

/// <summary><c>attestry attest</c>: the whole way from an image to a signed decision, without a server.</summary>
internal static class AttestCommand
{
    private const string DefaultVerifier = "https://attestry.dev/cli";

    internal static DocumentedCommand Create(Terminal terminal)
    {
        var target = new TargetOptions();
        var signingKey = new Option<string>("--signing-key") { HelpName = "FILE", Description = "PEM file of the private key that signs the decision (attestry keys new-signing, or a cosign.key with its password in COSIGN_PASSWORD).", Required = true };
        var key = VerifyCommand.TrustedKeyOption();
        var policy = new Option<string?>("--policy") { HelpName = "FILE", Description = "JSON file with the rules; without it every rule denies." };
        var verifier = new Option<string>("--verifier") { HelpName = "URI", Description = "URI of who decides; stands in the decision.", DefaultValueFactory = _ => DefaultVerifier };
        var output = new Option<string?>("--output", "-o") { HelpName = "FILE", Description = "File for the signed decision; standard output without it." };
        var bundle = new Option<string?>("--bundle") { HelpName = "FILE", Description = "File for the same as a Sigstore bundle, as cosign verify-blob-attestation takes it." };
        var push = new Option<bool>("--push") { Description = "Attach the decision to the image in its registry, where cosign verify-attestation finds it." };
        var format = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);
        var command = new DocumentedCommand("attest", "Decides about an image as the server does, and signs the decision: a SLSA verification summary in a DSSE envelope.")
        {
            Examples =
            [
                "attestry attest ghcr.io/acme/app:1.4 --signing-key key.pem --key cosign.pub -o vsa.json",
                "attestry attest ghcr.io/acme/app:1.4 --signing-key cosign.key --key cosign.pub --bundle vsa.sigstore.json",
                "attestry attest oci:build/layout:dev --signing-key key.pem --key cosign.pub --policy policy.json --format json",
            ],
            Exits = ("The policy admits it.", "The policy denies it; the decision that says so was written."),
        };
        target.AddTo(command);
        foreach (var option in new Option[] { signingKey, key, policy, verifier, output, bundle, push, format })
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) => RunAsync(
            terminal,
            target.Read(parsed),
            KeyFiles.ReadTrusted(parsed.GetValue(key)!),
            new BuiltInPolicy(PolicyFile.Read(parsed.GetValue(policy))),
            KeyFiles.ReadSigning(parsed.GetValue(signingKey)!, terminal),
            Absolute(parsed.GetValue(verifier)!),
            (parsed.GetValue(output), parsed.GetValue(bundle), parsed.GetValue(push)),
            parsed.GetValue(format)!,
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        Terminal terminal,
        TargetRequest request,
        IReadOnlyList<TrustedKey> trusted,
        BuiltInPolicy policy,
        SigningKey key,
        string verifier,
        (string? Envelope, string? Bundle, bool Push) output,
        string format,
        CancellationToken cancellation)
    {
        await using var target = await TargetOpener.OpenAsync(request, terminal, cancellation);
        var scan = await ImageChecks.ScanAsync(target, terminal, request.Quiet, cancellation);
        var evidence = new EvidenceSet();
        evidence.Add(ScanEvidence.Sbom(scan));
        evidence.Add(ScanEvidence.Hygiene(scan));
        evidence.Add(await ImageChecks.VerifyAsync(target, trusted, cancellation));
        var now = terminal.Time.GetUtcNow();
        var input = evidence.ToInput(target.ToArtifact(now));
        var decision = new DecisionSigner(key, verifier).Sign(input, policy.Evaluate(input), previous: null, now);
        var envelope = Encoding.UTF8.GetBytes(decision.Envelope);
        if (output.Envelope is not null)
            SmallFile.Write(output.Envelope, envelope);
        var bundle = BundleWriter.Write(DsseEnvelopeJson.Read(envelope).Envelope!, key.Public);
        if (output.Bundle is not null)
            SmallFile.Write(output.Bundle, bundle);
        if (output.Push)
        {
            var (mediaType, digest, size) = ReferrerPush.SubjectOf(target);
            await ReferrerPush.PushAsync(target, request, CosignSigner.Referrer(mediaType, digest, size, VerificationSummary.PredicateType, bundle, now), cancellation);
        }
        Show(terminal, request.Text, decision, format, output is { Envelope: null, Bundle: null, Push: false });
        return decision.State is DecisionState.Passed or DecisionState.Warned ? ExitCode.Pass : ExitCode.Fail;
    }

    private static void Show(Terminal terminal, string target, AttestationDocument decision, string format, bool envelope)
    {
        if (format == OutputFormat.Json)
        {
            JsonOutput.Write(terminal.Out, DecisionReport.Of(target, decision));
            return;
        }
        // Whoever pipes the envelope on still wants to see what it says.
        var screen = envelope ? new Screen(terminal.Error, terminal.ErrorIsTerminal) : new Screen(terminal.Out, terminal.OutIsTerminal);
        var report = DecisionReport.Of(target, decision);
        DecisionTable.Show(screen, [(report.Artifact, report.State.ToString().ToLowerInvariant(), report.Admit)], report.Reasons);
        if (envelope)
            terminal.Out.WriteLine(decision.Envelope);
    }

    private static string Absolute(string verifier) => Uri.TryCreate(verifier, UriKind.Absolute, out _)
        ? verifier
        : throw new CommandException($"--verifier {verifier} is no absolute URI.", "Write for example https://ci.example.com/release.");
}
