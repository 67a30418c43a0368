namespace Attestry.Vulnerabilities.Osv;

/// <summary>One advisory in OSV's terms (OSV Schema 1.7), without the prose that no decision needs.</summary>
/// <param name="Id">The id that its database gave it: <c>GO-2024-2611</c>, <c>GHSA-…</c>, <c>DSA-5678-1</c>.</param>
/// <param name="Modified">Of two versions of an advisory the one modified later counts.</param>
/// <param name="Aliases">Ids of the same vulnerability in other databases.</param>
/// <param name="Upstream">Ids of vulnerabilities that this one is the distribution's answer to.</param>
public sealed record OsvAdvisory(
    string Id,
    DateTimeOffset Modified,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<string> Upstream,
    IReadOnlyList<OsvAffected> Affected)
{
    public DateTimeOffset? Published { get; init; }

    /// <summary>When it was taken back; a withdrawn advisory matches nothing.</summary>
    public DateTimeOffset? Withdrawn { get; init; }

    public string? Summary { get; init; }

    public IReadOnlyList<OsvSeverity> Severity { get; init; } = [];

    /// <summary>What the database itself calls its severity (<c>database_specific.severity</c>): <c>HIGH</c>, <c>moderate</c>.</summary>
    public string? DatabaseSeverity { get; init; }
}
