using System.CommandLine;

namespace Attestry.Cli.Commands;

/// <summary>A command whose help shows how it is used and what its exit codes mean.</summary>
internal sealed class DocumentedCommand(string name, string description) : Command(name, description)
{
    /// <summary>Whole command lines.</summary>
    internal required IReadOnlyList<string> Examples { get; init; }

    /// <summary>What <see cref="ExitCode.Pass"/> and <see cref="ExitCode.Fail"/> mean here; the third is the same everywhere.</summary>
    internal required (string Pass, string Fail) Exits { get; init; }

    /// <summary>Of a command that exits as another tool does: every code with its meaning, in place of <see cref="Exits"/>.</summary>
    internal IReadOnlyList<(int Code, string Meaning)>? OwnExits { get; init; }
}
