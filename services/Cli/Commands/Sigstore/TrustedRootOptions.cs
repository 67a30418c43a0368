using System.CommandLine;
using Attestry.Cli.Files;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Trust;

namespace Attestry.Cli.Commands.Sigstore;

/// <summary>Whose certificates, logs and timestamps a command believes: the public instance's, staging's, or a file's.</summary>
internal sealed class TrustedRootOptions
{
    private readonly Option<bool> _staging = new("--staging") { Description = "Believe the public staging instance instead of the public good one." };

    private readonly Option<string?> _file = new("--trusted-root")
    {
        HelpName = "FILE",
        Description = "A trusted_root.json to believe instead (attestry sigstore trusted-root fetches the newest; without it the one that this program was shipped with).",
    };

    internal void AddTo(Command command)
    {
        command.Options.Add(_staging);
        command.Options.Add(_file);
    }

    internal PublicInstance Instance(ParseResult parsed) => parsed.GetValue(_staging) ? PublicInstance.Staging : PublicInstance.PublicGood;

    internal TrustedRoot Read(ParseResult parsed)
    {
        var file = parsed.GetValue(_file);
        var (root, finding) = TrustedRoot.Read(file is null ? Instance(parsed).TrustedRoot : SmallFile.Read(file, SignatureLimits.TrustedRootBytes));
        return root ?? throw new CommandException($"{file ?? "The shipped trusted root"} cannot be read: {finding!.Message}", "Give a trusted_root.json with --trusted-root.");
    }
}
