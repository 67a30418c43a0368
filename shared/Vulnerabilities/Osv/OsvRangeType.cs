namespace Attestry.Vulnerabilities.Osv;

/// <summary>What the versions in a range's events are (OSV Schema §affected[].ranges[].type).</summary>
public enum OsvRangeType
{
    /// <summary>A type that is not known here; nothing is concluded from it.</summary>
    Unknown = 0,

    /// <summary>SemVer 2.0.0 whatever the ecosystem.</summary>
    SemVer,

    /// <summary>Versions in the ecosystem's own order.</summary>
    Ecosystem,

    /// <summary>Commits; no version of a package can be looked up in them.</summary>
    Git,
}
