using System.CommandLine;
using Attestry.Cli.Files;
using Attestry.Primitives.Limits;

namespace Attestry.Cli.Servers;

/// <summary>Which server to ask, and with which key.</summary>
internal sealed class ServerOptions
{
    internal const string ServerVariable = "ATTESTRY_SERVER";

    internal const string KeyVariable = "ATTESTRY_API_KEY";

    internal Option<string?> Server { get; } = new("--server") { HelpName = "URL", Description = $"The server's address; without it that of the variable {ServerVariable}." };

    internal Option<string?> ApiKeyFile { get; } = new("--api-key-file") { HelpName = "FILE", Description = $"File whose first line is an API key; without it that of the variable {KeyVariable}." };

    internal Option<string[]> Insecure { get; } = new("--insecure") { HelpName = "HOST", Description = "Speak plain HTTP to this host[:port] (repeatable)." };

    /// <exception cref="CommandException">No server is named, or no key is given.</exception>
    internal ServerClient Open(ParseResult parsed, Terminal terminal) =>
        ServerClient.Open(ReadServer(parsed, terminal), ReadKey(parsed, terminal), parsed.GetValue(Insecure) ?? []);

    /// <exception cref="CommandException">No server is named.</exception>
    internal string ReadServer(ParseResult parsed, Terminal terminal) =>
        parsed.GetValue(Server) ?? Variable(terminal, ServerVariable) ?? throw new CommandException("No server is named.", $"Add --server URL or set {ServerVariable}.");

    /// <exception cref="CommandException">No key is given.</exception>
    internal string ReadKey(ParseResult parsed, Terminal terminal)
    {
        var key = parsed.GetValue(ApiKeyFile) is { } path
            ? SmallFile.ReadSecret(path, CommandLineLimits.SecretCharacters).Split('\n')[0].Trim()
            : Variable(terminal, KeyVariable)?.Trim();
        if (string.IsNullOrEmpty(key))
            throw new CommandException("No API key is given.", $"Add --api-key-file FILE or set {KeyVariable}.");
        // What is no header value would be quoted in an exception.
        return key.All(c => c is > ' ' and <= '~') ? key : throw new CommandException("The API key holds characters that no key has.", "Copy it again.");
    }

    private static string? Variable(Terminal terminal, string name) => terminal.Environment(name) is { Length: > 0 } value ? value : null;
}
