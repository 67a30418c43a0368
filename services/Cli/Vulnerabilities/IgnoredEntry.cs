using Attestry.Contracts.Evidence;
using Attestry.Vulnerabilities.Vex;

namespace Attestry.Cli.Vulnerabilities;

/// <summary>One line of an ignore file.</summary>
/// <param name="Vulnerability">Any of its ids.</param>
/// <param name="Package">Package URL, version and qualifiers optional; null for every package.</param>
/// <param name="Until">The last day on which it holds; null for ever.</param>
/// <param name="Reason">As it is written behind the mark; null when nothing is.</param>
internal sealed record IgnoredEntry(int Line, string Vulnerability, string? Package, DateOnly? Until, string? Reason)
{
    internal bool IsExpired(DateTimeOffset now) => Until is { } until && DateOnly.FromDateTime(now.UtcDateTime) > until;

    internal bool Matches(FoundVulnerability found) =>
        (found.Id == Vulnerability || found.Aliases.Contains(Vulnerability))
        && (Package is null || PurlPattern.Matches(Package, found.Purl) || (found.Provided is { } provided && PurlPattern.Matches(Package, provided)));
}
