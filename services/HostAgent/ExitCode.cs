namespace Attestry.HostAgent;

/// <summary>What a script or systemd branches on; the same for every command.</summary>
internal static class ExitCode
{
    internal const int Done = 0;

    /// <summary>Something that is needed is missing, or the server refused.</summary>
    internal const int Failed = 1;

    /// <summary>Wrong usage or a wrong setting: to try again would change nothing.</summary>
    internal const int Usage = 2;
}
