namespace Attestry.Vulnerabilities.Osv;

/// <summary>Whether a version is affected. The zero value says that it could not be told.</summary>
public enum OsvMatch
{
    Unknown = 0,
    NotAffected,
    Affected,
}
