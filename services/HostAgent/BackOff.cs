namespace Attestry.HostAgent;

/// <summary>Waits between tries that grow, and that differ between hosts so that a server which comes back is not run over.</summary>
internal sealed class BackOff(Func<double> random)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private int _failures;

    internal void Reset() => _failures = 0;

    /// <param name="asked">What the server asked for; it is kept to, within reason.</param>
    internal TimeSpan Next(TimeSpan? asked = null)
    {
        var most = First * Math.Pow(2, Math.Min(_failures++, 10));
        most = most > Longest ? Longest : most;
        // Between half and all of it.
        var wait = most * (0.5 + random() / 2);
        return asked is { } least && least > wait ? (least < 12 * Longest ? least : 12 * Longest) : wait;
    }
}
