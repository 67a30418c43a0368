namespace Attestry.HostAgent.Programs;

/// <summary>What a program wrote and how it ended.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    internal bool Succeeded => ExitCode == 0;
}
