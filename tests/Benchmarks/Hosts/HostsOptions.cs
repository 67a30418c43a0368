namespace Attestry.Benchmarks.Hosts;

/// <param name="Hosts">At the largest step; the others are a half and a quarter.</param>
/// <param name="Interval">How often each attests.</param>
/// <param name="Duration">Of one step, after every host has attested once.</param>
/// <param name="Entries">Of each host's list at the begin.</param>
/// <param name="Growth">Entries that each evidence adds, each of another file.</param>
/// <param name="PostgreSql">Else a SQLite file.</param>
internal sealed record HostsOptions(int Hosts, TimeSpan Interval, TimeSpan Duration, int Entries, int Growth, bool PostgreSql, int Rounds)
{
    internal IReadOnlyList<int> Steps => [.. new[] { Hosts / 4, Hosts / 2, Hosts }.Where(hosts => hosts > 0).Distinct()];
}
