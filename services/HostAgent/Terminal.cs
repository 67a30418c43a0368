namespace Attestry.HostAgent;

/// <summary>Everything that the program knows of the world around it, but for the host that it is there for.</summary>
/// <param name="Environment">A variable's value; null when it is not set.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, Func<string, string?> Environment, TimeProvider Time)
{
    internal static Terminal OfProcess() => new(Console.Out, Console.Error, System.Environment.GetEnvironmentVariable, TimeProvider.System);

    /// <summary>systemd names the stream that its journal reads (systemd.exec(5)).</summary>
    internal AgentLog Log() => new(Error, Time, withTime: Environment("JOURNAL_STREAM") is not { Length: > 0 });
}
