namespace Attestry.Cli.Commands.Sigstore;

/// <summary><c>attestry sigstore</c>: bundles by the command-line protocol of the public client suite (sigstore-conformance, docs/cli_protocol.md).</summary>
internal static class SigstoreCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var command = new DocumentedCommand("sigstore", "Verifies and makes Sigstore bundles, and keeps the trusted root they rest on.")
        {
            Examples =
            [
                "attestry sigstore verify-bundle --bundle app.sigstore.json --key cosign.pub app.tar.gz",
                "attestry sigstore sign-bundle --key cosign.key --bundle app.sigstore.json app.tar.gz",
                "attestry sigstore trusted-root -o trusted_root.json",
            ],
            Exits = ("Done; the bundle verifies.", "The bundle does not verify, or the trusted root cannot be believed."),
        };
        command.Subcommands.Add(VerifyBundleCommand.Create(terminal));
        command.Subcommands.Add(SignBundleCommand.Create(terminal));
        command.Subcommands.Add(TrustedRootCommand.Create(terminal));
        return command;
    }
}
