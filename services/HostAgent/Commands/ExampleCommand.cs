using System.CommandLine;

namespace Attestry.HostAgent.Commands;

/// <summary>A command whose help shows how it is used and what its exit codes mean.</summary>
internal sealed class ExampleCommand(string name, string description) : Command(name, description)
{
    /// <summary>Whole command lines.</summary>
    internal required IReadOnlyList<string> Examples { get; init; }

    /// <summary>What <see cref="ExitCode.Done"/> and <see cref="ExitCode.Failed"/> mean here.</summary>
    internal required (string Done, string Failed) Exits { get; init; }
}
