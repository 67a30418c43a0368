namespace Attestry.Sbom;

/// <summary>The distribution, as <c>os-release</c>(5) names it.</summary>
/// <param name="Id"><c>debian</c>, <c>alpine</c>.</param>
/// <param name="VersionId"><c>12</c>; null for rolling releases.</param>
public sealed record OsRelease(string Id, string? VersionId)
{
    /// <summary>What purl's <c>distro</c> qualifier says: <c>debian-12</c>.</summary>
    public string Qualifier => VersionId is null ? Id : $"{Id}-{VersionId}";

    /// <summary>For people: <c>debian 12</c>.</summary>
    public override string ToString() => VersionId is null ? Id : $"{Id} {VersionId}";
}
