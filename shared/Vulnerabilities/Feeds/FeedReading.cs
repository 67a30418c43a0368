using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Vulnerabilities.Osv;

namespace Attestry.Vulnerabilities.Feeds;

/// <summary>What every feed says when it cannot be read.</summary>
internal static class FeedReading
{
    internal static OsvReading Malformed(string message, string? location = null) =>
        new(null, new Finding(VulnerabilityFindings.AdvisoryMalformed, Severity.Medium, Bounded.Quote(message), location is null ? null : Bounded.Quote(location)));

    internal static OsvReading TooLarge(string message, string? location = null) =>
        new(null, new Finding(VulnerabilityFindings.AdvisoryTooLarge, Severity.Medium, Bounded.Quote(message), location is null ? null : Bounded.Quote(location)));

    /// <summary>A name is as long as a name is; longer ones name nothing.</summary>
    internal static bool IsName(string? text) => text is { Length: > 0 and <= Primitives.Limits.VulnerabilityLimits.NameCharacters };
}
