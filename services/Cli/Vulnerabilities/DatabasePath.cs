using System.CommandLine;

namespace Attestry.Cli.Vulnerabilities;

/// <summary>Where the database of advisories lies.</summary>
internal static class DatabasePath
{
    private const string Variable = "ATTESTRY_DB";

    internal static Option<string?> Option() => new("--db")
    {
        HelpName = "FILE",
        Description = $"The database of advisories; without it {Variable}, else attestry/advisories.db in the user's cache folder.",
    };

    /// <summary>Null when nothing is named and there is no cache folder.</summary>
    internal static string? Default(Terminal terminal) =>
        Given(terminal, Variable)
        ?? (Given(terminal, "XDG_CACHE_HOME") is { } cache ? Path.Combine(cache, "attestry", "advisories.db")
            : Given(terminal, "HOME") is { } home ? Path.Combine(home, ".cache", "attestry", "advisories.db")
            : Given(terminal, "LOCALAPPDATA") is { } local ? Path.Combine(local, "attestry", "advisories.db")
            : null);

    internal static string Of(string? option, Terminal terminal) =>
        option ?? Default(terminal) ?? throw new CommandException("There is no cache folder to keep advisories in.", $"Name a file with --db or {Variable}.");

    private static string? Given(Terminal terminal, string variable) => terminal.Environment(variable) is { Length: > 0 } value ? value : null;
}
