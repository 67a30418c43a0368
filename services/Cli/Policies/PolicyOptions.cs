using System.CommandLine;
using System.Text;
using Attestry.Cli.Files;
using Attestry.Primitives.Limits;
using Attestry.Rego.Bundles.Signatures;
using Attestry.Rego.Syntax;

namespace Attestry.Cli.Policies;

/// <summary>What every command that loads policies takes.</summary>
internal sealed class PolicyOptions
{
    private readonly Option<string[]> _data = new("--data", "-d", "--policy") { HelpName = "PATH", Description = "File or folder of policies (.rego) and data (.json, .yaml); a.b:PATH puts data below data.a.b (repeatable)." };

    private readonly Option<string[]> _bundles = new("--bundle", "-b") { HelpName = "BUNDLE", Description = "Bundle: folder, tar.gz file or oci://registry/repository:tag (repeatable)." };

    private readonly Argument<string[]> _paths = new("PATH") { Description = "Files and folders of policies (.rego) and data (.json, .yaml).", Arity = ArgumentArity.OneOrMore };

    private readonly Option<bool> _asBundles = new("--bundle", "-b") { Description = "The paths are bundles: folders, tar.gz files or oci://registry/repository:tag." };

    private readonly Option<bool> _v0 = new("--v0-compatible") { Description = "Policies are in the syntax of OPA before 1.0." };

    private readonly Option<string[]> _ignore = new("--ignore") { HelpName = "NAME", Description = "File or folder names to pass over, with * for anything (repeatable)." };

    private readonly Option<string?> _key = new("--verification-key") { HelpName = "FILE", Description = "PEM public key, or the secret of an HS algorithm: bundles must be signed by it." };

    private readonly Option<string> _keyId = new("--verification-key-id") { HelpName = "ID", Description = "The key's name in signatures.", DefaultValueFactory = _ => "default" };

    private readonly Option<string> _algorithm = new("--signing-alg") { HelpName = "ALG", Description = "The key's algorithm.", DefaultValueFactory = _ => "RS256" };

    private readonly Option<string?> _scope = new("--scope") { HelpName = "SCOPE", Description = "What signatures must be for." };

    private readonly Option<string[]> _insecure = new("--insecure") { HelpName = "HOST", Description = "Speak plain HTTP to this registry host[:port] (repeatable)." };

    private readonly Option<string?> _ca = new("--ca") { HelpName = "FILE", Description = "PEM file of authorities that are trusted for the registry besides the system's." };

    private readonly PolicyPaths _from;

    internal PolicyOptions(Command command, PolicyPaths from)
    {
        _from = from;
        _algorithm.AcceptOnlyFromAmong("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "HS256", "HS384", "HS512");
        if (from == PolicyPaths.Arguments)
            command.Arguments.Add(_paths);
        IEnumerable<Option> own = from switch
        {
            PolicyPaths.Options => [_data, _bundles, _ignore, _key],
            PolicyPaths.Arguments => [_asBundles, _ignore, _key],
            PolicyPaths.OneBundle => [_key],
            _ => [],
        };
        foreach (var option in own.Concat([_keyId, _algorithm, _scope, _v0, _insecure, _ca]))
            command.Options.Add(option);
    }

    internal PolicyRequest Read(ParseResult parsed)
    {
        var (paths, bundles) = _from switch
        {
            PolicyPaths.Options => (parsed.GetValue(_data), parsed.GetValue(_bundles)),
            PolicyPaths.Arguments when parsed.GetValue(_asBundles) => ([], parsed.GetValue(_paths)),
            PolicyPaths.Arguments => (parsed.GetValue(_paths), []),
            _ => ([], []),
        };
        return new(
            paths ?? [],
            bundles ?? [],
            parsed.GetValue(_v0) ? RegoVersion.V0 : RegoVersion.V1,
            parsed.GetValue(_ignore) ?? [],
            parsed.GetValue(_key) is { } key ? Verification(key, parsed) : null,
            parsed.GetValue(_insecure) ?? [],
            parsed.GetValue(_ca));
    }

    /// <summary>A key that is named and used as the options say.</summary>
    internal BundleKey Key(ParseResult parsed, string material) => new(parsed.GetValue(_keyId)!, parsed.GetValue(_algorithm)!, material, parsed.GetValue(_scope));

    private BundleVerification Verification(string key, ParseResult parsed) => new()
    {
        Keys = [Key(parsed, Encoding.UTF8.GetString(SmallFile.Read(key, CommandLineLimits.LoginBytes)))],
        KeyId = parsed.GetValue(_keyId),
        Scope = parsed.GetValue(_scope),
    };
}
