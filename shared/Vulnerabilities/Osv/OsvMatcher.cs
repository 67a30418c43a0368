using Attestry.Vulnerabilities.RedHat;
using Attestry.Vulnerabilities.Versions;

namespace Attestry.Vulnerabilities.Osv;

/// <summary>OSV's evaluation algorithm (OSV Schema §evaluation).</summary>
public static class OsvMatcher
{
    /// <summary>
    /// Is the version of the package affected? Withdrawn advisories affect nothing. <see cref="OsvMatch.Unknown"/> when
    /// something of the package would have to be compared and cannot be: no version, no known order, only commits.
    /// </summary>
    /// <param name="module">Of an RPM its module label; null when it has none, or nobody knows.</param>
    public static OsvMatch IsAffected(OsvAdvisory advisory, OsvPackage package, string version, string? module = null)
    {
        if (advisory.Withdrawn is not null)
            return OsvMatch.NotAffected;
        var result = OsvMatch.NotAffected;
        foreach (var affected in advisory.Affected)
        {
            var means = Means(affected, package, version, module);
            if (means == OsvMatch.NotAffected)
                continue;
            var match = IsAffected(affected, version);
            if (match == OsvMatch.Affected && means == OsvMatch.Unknown)
                match = means;
            if (match == OsvMatch.Affected)
                return match;
            if (match == OsvMatch.Unknown)
                result = match;
        }
        return result;
    }

    /// <summary>As <see cref="IsAffected(OsvAdvisory, OsvPackage, string, string?)"/> for one entry that is known to name the package.</summary>
    public static OsvMatch IsAffected(OsvAffected affected, string version)
    {
        if (version.Length == 0)
            return OsvMatch.Unknown;
        var ecosystem = VersionOrders.Of(affected.Ecosystem);
        if (IsListed(affected.Versions, version, ecosystem))
            return OsvMatch.Affected;
        var judged = affected.Versions.Count > 0 || affected.Ranges.Count == 0;
        var unjudged = false;
        foreach (var range in affected.Ranges)
        {
            var order = Order(range.Type, ecosystem);
            if (order is null)
                unjudged = true;
            else if (IsInside(range.Events, version, order))
                return OsvMatch.Affected;
            else
                judged = true;
        }
        // Commits beside a list or a range of versions say the same in other words; alone they tell nothing about a version.
        return judged || !unjudged ? OsvMatch.NotAffected : OsvMatch.Unknown;
    }

    /// <summary>The first version, in the range's order, that is newer than the given one and free of the vulnerability; null when there is none yet.</summary>
    public static string? FixedIn(OsvAffected affected, string version)
    {
        string? first = null;
        foreach (var range in affected.Ranges)
        {
            if (Order(range.Type, VersionOrders.Of(affected.Ecosystem)) is not { } order || !IsInside(range.Events, version, order))
                continue;
            foreach (var e in range.Events)
            {
                if (e.Kind == OsvEventKind.Fixed && order.Compare(e.Version, version) > 0 && (first is null || order.Compare(e.Version, first) < 0))
                    first = e.Version;
            }
        }
        return first;
    }

    /// <summary>Whether the entry speaks about the package, and about the stream of modules that it is of.</summary>
    internal static OsvMatch Means(OsvAffected affected, OsvPackage package, string version, string? module) =>
        !Names(affected, package) ? OsvMatch.NotAffected
        : VersionOrders.Of(affected.Ecosystem) == VersionOrders.Rpm ? ModuleStreams.Match(affected, version, module)
        : OsvMatch.Affected;

    /// <summary>Does the entry speak about the package? An entry without a release speaks about every release.</summary>
    public static bool Names(OsvAffected affected, OsvPackage package) =>
        (affected.Ecosystem == package.Ecosystem || IsWithoutRelease(affected.Ecosystem, package.Ecosystem))
        && OsvPackage.Of(affected.Ecosystem, affected.Name).Name == package.Name;

    private static bool IsWithoutRelease(string ecosystem, string release) =>
        release.Length > ecosystem.Length && release[ecosystem.Length] == ':' && release.StartsWith(ecosystem, StringComparison.Ordinal);

    private static bool IsListed(IReadOnlyList<string> versions, string version, VersionOrder? order)
    {
        foreach (var listed in versions)
        {
            if (listed == version || (order is not null && order.Compare(listed, version) == 0))
                return true;
        }
        return false;
    }

    // A SEMVER range of Go holds versions without the leading v, and Go's own order reads both.
    private static VersionOrder? Order(OsvRangeType type, VersionOrder? ecosystem) => type switch
    {
        OsvRangeType.SemVer => ecosystem == VersionOrders.Go ? ecosystem : VersionOrders.SemVer,
        OsvRangeType.Ecosystem => ecosystem,
        _ => null,
    };

    /// <summary>
    /// Walks the events in order of their versions: introduced at or before the version opens, fixed at or before it and
    /// last_affected before it close. A limit that the version does not stay under leaves it outside.
    /// </summary>
    private static bool IsInside(IReadOnlyList<OsvEvent> events, string version, VersionOrder order)
    {
        if (!IsBeforeLimits(events, version, order))
            return false;
        // The last event that has taken effect decides, so no sorting is needed.
        OsvEvent? last = null;
        foreach (var e in events)
        {
            if (e.Kind != OsvEventKind.Limit && HasHappened(e, version, order) && (last is null || ComesAfter(e, last, order)))
                last = e;
        }
        return last?.Kind == OsvEventKind.Introduced;
    }

    private static bool HasHappened(OsvEvent e, string version, VersionOrder order) => e.Kind switch
    {
        OsvEventKind.Introduced => e.Version == "0" || order.Compare(e.Version, version) <= 0,
        OsvEventKind.Fixed => order.Compare(e.Version, version) <= 0,
        _ => order.Compare(e.Version, version) < 0,
    };

    // At one version the end comes after the beginning: a range that is introduced and fixed there is empty.
    private static bool ComesAfter(OsvEvent e, OsvEvent other, VersionOrder order)
    {
        bool start = e is { Kind: OsvEventKind.Introduced, Version: "0" }, otherStart = other is { Kind: OsvEventKind.Introduced, Version: "0" };
        if (start || otherStart)
            return otherStart && !start;
        var compared = order.Compare(e.Version, other.Version);
        return compared > 0 || (compared == 0 && e.Kind != OsvEventKind.Introduced && other.Kind == OsvEventKind.Introduced);
    }

    private static bool IsBeforeLimits(IReadOnlyList<OsvEvent> events, string version, VersionOrder order)
    {
        var limited = false;
        foreach (var e in events)
        {
            if (e.Kind != OsvEventKind.Limit)
                continue;
            if (e.Version == "*" || order.Compare(version, e.Version) < 0)
                return true;
            limited = true;
        }
        return !limited;
    }
}
