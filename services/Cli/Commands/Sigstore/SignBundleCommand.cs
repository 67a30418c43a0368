using System.CommandLine;
using Attestry.Cli.Checks;
using Attestry.Cli.Files;
using Attestry.Primitives;
using Attestry.Primitives.InToto;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Bundles;
using Attestry.Sigstore.Dsse;
using Attestry.Sigstore.Http;
using Attestry.Sigstore.InToto;
using Attestry.Sigstore.Keys;
using Attestry.Sigstore.Signing;
using Attestry.Sigstore.Trust;

namespace Attestry.Cli.Commands.Sigstore;

/// <summary><c>attestry sigstore sign-bundle</c>: signs a file or statement, by an identity token or a key. What does not verify is not written.</summary>
internal static class SignBundleCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var trust = new TrustedRootOptions();
        var statement = new Option<bool>("--in-toto") { Description = "The file is an in-toto statement, to be signed in an envelope." };
        var token = new Option<string?>("--identity-token") { HelpName = "TOKEN", Description = "The OpenID Connect token of whoever signs; a certificate is issued, and the signature is logged." };
        var key = new Option<string?>("--key") { HelpName = "FILE", Description = "PEM file of the private key that signs instead; nothing is sent anywhere, and nothing proves the time." };
        var bundle = VerifyBundleCommand.BundleOption("The bundle to write.");
        var config = new Option<string?>("--signing-config") { HelpName = "FILE", Description = "A signing_config.json that names the services; without it the instance's own." };
        var file = new Argument<string>("FILE") { Description = "The artifact, or with --in-toto the statement." };
        var command = new DocumentedCommand("sign-bundle", "Signs an artifact or an in-toto statement, and writes a v0.3 bundle.")
        {
            Examples =
            [
                "attestry sigstore sign-bundle --identity-token \"$TOKEN\" --bundle app.sigstore.json app.tar.gz",
                "attestry sigstore sign-bundle --in-toto --identity-token \"$TOKEN\" --bundle provenance.sigstore.json statement.json",
                "attestry sigstore sign-bundle --key cosign.key --bundle app.sigstore.json app.tar.gz",
            ],
            Exits = ("The bundle was written.", "What came of it does not verify; nothing was written."),
        };
        foreach (var option in new Option[] { statement, token, key, bundle, config })
            command.Options.Add(option);
        trust.AddTo(command);
        command.Arguments.Add(file);
        command.SetAction((parsed, cancellation) => (parsed.GetValue(token), parsed.GetValue(key)) switch
        {
            ({ Length: > 0 } named, null) => SignAsync(
                terminal,
                parsed.GetValue(file)!,
                parsed.GetValue(statement),
                parsed.GetValue(bundle)!,
                named,
                Config(parsed.GetValue(config), trust.Instance(parsed)),
                trust.Read(parsed),
                cancellation),
            (null, { } path) => Task.FromResult(
                Sign(terminal, parsed.GetValue(file)!, parsed.GetValue(statement), parsed.GetValue(bundle)!, KeyFiles.ReadSigning(path, terminal))),
            _ => throw new CommandException("Nobody is named who signs.", "Give --identity-token or --key."),
        });
        return command;
    }

    private static async Task<int> SignAsync(
        Terminal terminal,
        string file,
        bool statement,
        string output,
        string token,
        SigningConfig config,
        TrustedRoot root,
        CancellationToken cancellation)
    {
        using var http = SigstoreHttp.Create();
        var signer = new KeylessSigner(new HttpSigningTransport(http), config, terminal.Time);
        byte[] bundle;
        IReadOnlyList<Digest> artifact;
        try
        {
            if (statement)
            {
                var (payload, subject) = ReadStatement(file);
                (bundle, artifact) = (await signer.SignEnvelopeAsync(Statement.MediaType, payload, token, cancellation), subject);
            }
            else
            {
                artifact = ArtifactDigests.Of(file);
                bundle = await signer.SignAsync(artifact[0], token, cancellation);
            }
        }
        catch (InvalidOperationException e)
        {
            throw new CommandException(e.Message, "Give another --signing-config.", e);
        }
        // Whoever holds the token signs; that it is somebody is seen in the certificate.
        var anybody = new TrustedIdentity(TextPattern.Matching(".+"), TextPattern.Matching(".+"));
        var result = PolicyVerifier.Verify(bundle, artifact, root, TrustPolicy.Create([anybody], []), terminal.Time.GetUtcNow());
        VerifyBundleCommand.Show(terminal, result);
        if (!result.Verified)
            return ExitCode.Fail;
        SmallFile.Write(output, bundle);
        return ExitCode.Pass;
    }

    private static int Sign(Terminal terminal, string file, bool statement, string output, SigningKey key)
    {
        if (statement)
        {
            var (payload, _) = ReadStatement(file);
            SmallFile.Write(output, BundleWriter.Write(DsseSigner.Sign(Statement.MediaType, payload, key), key.Public));
        }
        else if (key.Public.Algorithm == SignatureAlgorithm.Ed25519)
        {
            throw new CommandException("An Ed25519 key signs no digest, which is all that a bundle says of a file.", "Sign a statement about the file with --in-toto.");
        }
        else
        {
            var digest = ArtifactDigests.Of(file)[0];
            SmallFile.Write(output, BundleWriter.Write(digest, key.SignHash(digest), key.Public));
        }
        terminal.Out.WriteLine($"Signed by the key {key.Public.KeyId}.");
        return ExitCode.Pass;
    }

    private static (byte[] Payload, IReadOnlyList<Digest> Subject) ReadStatement(string file)
    {
        var payload = SmallFile.Read(file, SignatureLimits.BundleBytes);
        var (claim, finding) = StatementClaim.Read(payload);
        return claim?.Subjects.FirstOrDefault(digests => digests.Count > 0) is { } subject
            ? (payload, subject)
            : throw new CommandException($"{file} is no in-toto statement about something: {finding?.Message ?? "it has no subject with a digest."}", "Give a Statement v1 with a subject.");
    }

    private static SigningConfig Config(string? file, PublicInstance instance)
    {
        var (config, finding) = SigningConfig.Read(file is null ? instance.SigningConfig : SmallFile.Read(file, SignatureLimits.TrustedRootBytes));
        return config ?? throw new CommandException($"{file} cannot be read: {finding!.Message}", "Give a signing_config.json.");
    }
}
