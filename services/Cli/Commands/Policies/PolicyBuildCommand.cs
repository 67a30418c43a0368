using System.CommandLine;
using Attestry.Bundles;
using Attestry.Cli.Files;
using Attestry.Cli.Policies;
using Attestry.Primitives.Limits;
using Attestry.Rego.Bundles;
using Attestry.Rego.Bundles.Signatures;

namespace Attestry.Cli.Commands.Policies;

/// <summary><c>attestry policy build</c>: packs a folder into a bundle, signed or not, as a file or to a registry.</summary>
internal static class PolicyBuildCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var folder = new Argument<string>("FOLDER") { Description = "A folder in a bundle's layout: .rego files, data.json and data.yaml, .manifest." };
        var output = new Option<string?>("--output", "-o") { HelpName = "FILE", Description = "Archive to write; bundle.tar.gz unasked, unless --push is given." };
        var push = new Option<string?>("--push") { HelpName = "REFERENCE", Description = "Push it: oci://registry/repository:tag." };
        var revision = new Option<string?>("--revision", "-r") { HelpName = "TEXT", Description = "The manifest's revision." };
        var roots = new Option<string[]>("--root") { HelpName = "PATH", Description = "What of data the bundle owns: a/b (repeatable)." };
        var key = new Option<string?>("--signing-key") { HelpName = "FILE", Description = "PEM private key, or the secret of an HS algorithm, readable by you alone." };
        var command = new DocumentedCommand("build", "Packs policies and data into a bundle that OPA reads too; the same files make the same bundle.")
        {
            Examples =
            [
                "attestry policy build policies -o bundle.tar.gz --revision $(git rev-parse HEAD)",
                "attestry policy build policies --signing-key key.pem --signing-alg ES256 --push oci://ghcr.io/acme/policies:stable",
            ],
            Exits = ("It was written.", "Something is wrong with the policies or data."),
        };
        command.Arguments.Add(folder);
        var policies = new PolicyOptions(command, PolicyPaths.Packing);
        foreach (var option in new Option[] { output, push, revision, roots, key })
            command.Options.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                var request = policies.Read(parsed);
                var files = BundlePacking.WithManifest(
                    await new BundleFolder(parsed.GetValue(folder)!, BundleReading.Default).ReadFilesAsync(cancellation), parsed.GetValue(revision), parsed.GetValue(roots) ?? []);
                var bundle = BundleReader.Read(files, new BundleReading { Version = request.Version });
                PolicyLoader.Compile(new(bundle.Modules, bundle.Data), strict: false);
                if (parsed.GetValue(key) is { } path)
                    files = [.. files, BundleSigner.Sign(files, policies.Key(parsed, SmallFile.ReadSecret(path, CommandLineLimits.LoginBytes)))];
                var archive = BundleWriter.WriteArchive(files);
                if (parsed.GetValue(push) is { } reference)
                    terminal.Out.WriteLine(await BundlePacking.PushAsync(reference, archive, request, terminal, cancellation));
                if (parsed.GetValue(output) is not null || parsed.GetValue(push) is null)
                    SmallFile.Write(parsed.GetValue(output) ?? "bundle.tar.gz", archive);
                return ExitCode.Pass;
            }
            catch (Exception e) when (e is PolicyException or BundleException)
            {
                terminal.Error.WriteLine(ProblemOutput.Text((e as PolicyException ?? PolicyException.Of((BundleException)e)).Problems));
                return ExitCode.Fail;
            }
        });
        return command;
    }
}
