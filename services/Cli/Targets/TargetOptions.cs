using System.CommandLine;

namespace Attestry.Cli.Targets;

/// <summary>What every command that looks at an image takes: the image, and how its registry is reached.</summary>
internal sealed class TargetOptions(string what = TargetOptions.Images, string name = "TARGET")
{
    internal const string Images = "registry/repository[:tag][@digest], oci:PATH[:tag], oci-archive:PATH[:tag] or docker-archive:PATH[:reference].";

    internal const string ImagesAndDirectories = Images + " Or dir:PATH, an unpacked root file system.";

    internal const string ImagesDirectoriesAndSboms = ImagesAndDirectories + " Or sbom:FILE, a bill of materials (SPDX, CycloneDX or Syft, in any syntax).";

    internal Argument<string> Target { get; } = new(name) { Description = what };

    internal Option<string?> Platform { get; } = new("--platform") { HelpName = "PLATFORM", Description = "Of an index only this image: os/architecture[/variant]." };

    internal Option<string[]> Insecure { get; } = new("--insecure") { HelpName = "HOST", Description = "Speak plain HTTP to this host[:port] (repeatable)." };

    internal Option<string?> CaFile { get; } = new("--ca") { HelpName = "FILE", Description = "PEM file of authorities that are trusted for the registry besides the system's." };

    internal Option<string?> Username { get; } = new("--username") { HelpName = "NAME", Description = "User at the registry; without it the logins of your container tool are looked through." };

    internal Option<bool> PasswordStdin { get; } = new("--password-stdin") { Description = "Read the password from standard input." };

    internal Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "No progress on standard error." };

    /// <summary>The second image of a command that takes two, reached as the first one is; null of others.</summary>
    internal Argument<string>? Other { get; init; }

    internal void AddTo(Command command)
    {
        command.Arguments.Add(Target);
        if (Other is not null)
            command.Arguments.Add(Other);
        foreach (var option in new Option[] { Platform, Insecure, CaFile, Username, PasswordStdin, Quiet })
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(PasswordStdin) != (result.GetValue(Username) is not null))
                result.AddError("--username and --password-stdin belong together.");
        });
    }

    internal TargetRequest Read(ParseResult parsed) => Read(parsed, Target);

    internal TargetRequest Read(ParseResult parsed, Argument<string> target) => new(
        parsed.GetValue(target)!,
        parsed.GetValue(Platform),
        parsed.GetValue(Insecure) ?? [],
        parsed.GetValue(CaFile),
        parsed.GetValue(Username),
        parsed.GetValue(Quiet));
}
