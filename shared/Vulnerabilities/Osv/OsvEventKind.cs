namespace Attestry.Vulnerabilities.Osv;

/// <summary>What happens at a version (OSV Schema §affected[].ranges[].events). At the same version the later kind is applied later.</summary>
public enum OsvEventKind
{
    Introduced,
    Fixed,
    LastAffected,
    Limit,
}
