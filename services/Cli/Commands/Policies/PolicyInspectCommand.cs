using System.CommandLine;
using Attestry.Cli.Policies;
using Attestry.Rego.Bundles;

namespace Attestry.Cli.Commands.Policies;

/// <summary><c>attestry policy inspect</c>: what is in a bundle, as <c>opa inspect</c> tells it.</summary>
internal static class PolicyInspectCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var target = new Argument<string>("BUNDLE") { Description = "Folder, tar.gz file, oci://registry/repository:tag, or one .rego file." };
        var annotations = new Option<bool>("--annotations", "-a") { Description = "List the METADATA of packages and rules." };
        var format = PolicyFormat.Option(PolicyFormat.Pretty, PolicyFormat.Json);
        var command = new DocumentedCommand("inspect", "Tells what is in a bundle: manifest, packages, data and annotations.")
        {
            Examples = ["attestry policy inspect bundle.tar.gz", "attestry policy inspect -a --format json policies", "attestry policy inspect oci://ghcr.io/acme/policies:stable"],
            Exits = ("It can be used.", "Something is wrong with it."),
        };
        command.Arguments.Add(target);
        var policies = new PolicyOptions(command, PolicyPaths.OneBundle);
        command.Options.Add(annotations);
        command.Options.Add(format);
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                var bundle = await ReadAsync(parsed.GetValue(target)!, policies.Read(parsed), terminal, cancellation);
                if (parsed.GetValue(format) == PolicyFormat.Json)
                    terminal.Out.WriteLine(GoJson.Indented(InspectOutput.Json(bundle, parsed.GetValue(annotations))));
                else
                    InspectOutput.WriteText(terminal.Out, bundle, parsed.GetValue(annotations));
                return ExitCode.Pass;
            }
            catch (BundleException e)
            {
                terminal.Error.WriteLine(ProblemOutput.Text(PolicyException.Of(e).Problems));
                return ExitCode.Fail;
            }
        });
        return command;
    }

    private static async Task<PolicyBundle> ReadAsync(string target, PolicyRequest request, Terminal terminal, CancellationToken cancellation) =>
        target.EndsWith(".rego", StringComparison.Ordinal)
            ? BundleReader.Read([new BundleFile(Path.GetFileName(target), Files.SmallFile.Read(target, BundleReading.Default.Limits.FileBytes))], new() { Version = request.Version })
            : await PolicyLoader.ReadAsync(target, request, terminal, cancellation);
}
