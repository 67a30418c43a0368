namespace Attestry.Vulnerabilities.Osv;

/// <summary>Which versions of one package are affected: those listed, and those inside a range.</summary>
/// <param name="Ecosystem">With the release, where it has one: <c>Debian:12</c>. Empty when only a repository is named.</param>
/// <param name="Name">As the ecosystem writes it; normalised for lookup by <see cref="OsvPackage"/>.</param>
public sealed record OsvAffected(string Ecosystem, string Name, IReadOnlyList<OsvRange> Ranges, IReadOnlyList<string> Versions)
{
    /// <summary>Given when it differs from that of the whole advisory.</summary>
    public IReadOnlyList<OsvSeverity> Severity { get; init; } = [];

    /// <summary>What the distribution says of its urgency (<c>ecosystem_specific.urgency</c>): <c>unimportant</c>, <c>not yet assigned</c>.</summary>
    public string? Urgency { get; init; }

    /// <summary>Module and stream whose packages alone are meant (<c>nodejs:16</c>); null when the package is of none, or the source names none.</summary>
    public string? Module { get; init; }

    /// <summary>What the distribution says will come of it when it names no fix: <c>will not fix</c>, <c>fix deferred</c>. Null when it says nothing.</summary>
    public string? Resolution { get; init; }
}
