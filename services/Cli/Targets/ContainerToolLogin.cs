using System.Text;
using System.Text.Json;
using Attestry.Cli.Files;
using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.Cli.Targets;

/// <summary>
/// The logins that container tools keep in <c>config.json</c>: those that are written there. Helpers that hold others are
/// programs, and none is run.
/// </summary>
internal static class ContainerToolLogin
{
    /// <summary>Under which Docker Hub's login is kept.</summary>
    private const string DockerHubKey = "https://index.docker.io/v1/";

    /// <exception cref="CommandException">The file is there and cannot be read.</exception>
    internal static (string Username, string Password)? Find(string registry, Func<string, string?> environment)
    {
        if (PathOf(environment) is not { } path || !File.Exists(path))
            return null;
        try
        {
            using var document = StrictJson.Parse(SmallFile.Read(path, CommandLineLimits.LoginBytes), CommandLineLimits.LoginBytes);
            string[] keys = registry == ImageReference.DockerHub ? [DockerHubKey, registry] : [registry, $"https://{registry}", $"https://{registry}/v1/"];
            return keys.Select(key => Login(document.RootElement, key)).FirstOrDefault(login => login is not null);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new CommandException($"{path} is no container tool's configuration.", "Repair it, or name another folder in DOCKER_CONFIG.", e);
        }
    }

    private static string? PathOf(Func<string, string?> environment) =>
        environment("DOCKER_CONFIG") is { Length: > 0 } folder ? Path.Combine(folder, "config.json")
        : environment("HOME") is { Length: > 0 } home ? Path.Combine(home, ".docker", "config.json")
        : null;

    private static (string, string)? Login(JsonElement root, string key)
    {
        if (!root.TryGetProperty("auths", out var logins) || !logins.TryGetProperty(key, out var entry) || !entry.TryGetProperty("auth", out var auth))
            return null;
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(auth.GetString() ?? ""));
        return text.IndexOf(':') is > 0 and var colon ? (text[..colon], text[(colon + 1)..].TrimEnd('\0')) : null;
    }
}
