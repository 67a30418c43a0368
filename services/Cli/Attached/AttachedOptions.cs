using System.CommandLine;
using Attestry.Cli.Checks;
using Attestry.Cli.Commands.Sigstore;
using Attestry.Sigstore.Trust;

namespace Attestry.Cli.Attached;

/// <summary>Whether what comes with an image is looked at, and whose word counts.</summary>
internal sealed class AttachedOptions
{
    private readonly Option<bool> _attached = new("--attached")
    {
        Description = "Look at what comes with the image too: SBOMs are compared with it; VEX documents are told, and applied as far as somebody attests them who is named with --key or --certificate-identity, each of which implies this.",
    };

    private readonly Option<string[]> _keys = new("--key") { HelpName = "FILE", Description = "PEM file of a public key; the VEX documents that it attests count (repeatable)." };

    private readonly Option<string?> _identity = new("--certificate-identity") { HelpName = "IDENTITY", Description = "An address or URI in a certificate, exactly; the VEX documents that it attests count." };

    private readonly Option<string?> _issuer = new("--certificate-oidc-issuer") { HelpName = "URL", Description = "Who must vouch for that identity." };

    private readonly TrustedRootOptions _root = new();

    internal void AddTo(Command command)
    {
        foreach (var option in new Option[] { _attached, _keys, _identity, _issuer })
            command.Options.Add(option);
        _root.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_identity) is null != result.GetValue(_issuer) is null)
                result.AddError("--certificate-identity and --certificate-oidc-issuer belong together.");
        });
    }

    /// <summary>Null when nobody asked.</summary>
    internal AttachedRequest? Read(ParseResult parsed)
    {
        var keys = KeyFiles.ReadTrusted(parsed.GetValue(_keys) ?? []);
        if (parsed.GetValue(_identity) is not { } identity)
            return keys.Count > 0 || parsed.GetValue(_attached) ? new(keys, [], null) : null;
        return new(keys, [new(identity, new(TextPattern.Exactly(parsed.GetValue(_issuer)!), TextPattern.Exactly(identity)), ["**"])], _root.Read(parsed));
    }
}
