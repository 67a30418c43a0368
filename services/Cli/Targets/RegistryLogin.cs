using Attestry.Oci.Registries;
using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.Cli.Targets;

/// <summary>How the registries of one command are reached: as the options say, else with the login that the container tool keeps.</summary>
internal static class RegistryLogin
{
    internal static IReadOnlyList<RegistryOptions> Of(TargetRequest request, Terminal terminal)
    {
        foreach (var host in request.Insecure.Where(host => !ImageReference.IsRegistry(host)))
            throw new CommandException($"--insecure {Bounded.Quote(host)} is no host.", "Write host or host:port.");
        var registries = request.Insecure.Distinct(StringComparer.OrdinalIgnoreCase).Select(host => new RegistryOptions { Host = host.ToLowerInvariant(), Insecure = true }).ToList();
        if (TargetName.IsFile(request.Text) || !ImageReference.TryParse(request.Text, out var name))
            return registries;
        var registry = registries.Find(known => known.Host == name.Registry) ?? new RegistryOptions { Host = name.Registry };
        registries.RemoveAll(known => known.Host == name.Registry);
        registries.Add(LoggedIn(registry with { CaFile = Existing(request.CaFile) }, request, terminal));
        return registries;
    }

    private static RegistryOptions LoggedIn(RegistryOptions registry, TargetRequest request, Terminal terminal) => request.Username is { } user
        ? registry with { Username = user, Password = ReadPassword(terminal) }
        : ContainerToolLogin.Find(registry.Host, terminal.Environment) is { } login
            ? registry with { Username = login.Username, Password = login.Password }
            : registry;

    private static string? Existing(string? caFile) => caFile is null || File.Exists(caFile)
        ? caFile
        : throw new CommandException($"--ca {Bounded.Quote(caFile)} is not there.", "Give the path of a PEM file.");

    private static string ReadPassword(Terminal terminal)
    {
        var line = new char[CommandLineLimits.SecretCharacters];
        var read = terminal.In.ReadBlock(line);
        return new string(line, 0, read).Split('\n')[0].TrimEnd('\r') is { Length: > 0 } password
            ? password
            : throw new CommandException("There is no password on standard input.", "Write for example: attestry … --username me --password-stdin < password.txt");
    }
}
