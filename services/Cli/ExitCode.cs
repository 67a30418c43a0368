namespace Attestry.Cli;

/// <summary>What a pipeline branches on; the same for every command.</summary>
internal static class ExitCode
{
    internal const int Pass = 0;

    /// <summary>Everything was looked at, and the answer is no.</summary>
    internal const int Fail = 1;

    /// <summary>There is no answer: wrong usage, something unreachable or unreadable.</summary>
    internal const int Error = 2;
}
