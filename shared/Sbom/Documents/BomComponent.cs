namespace Attestry.Sbom.Documents;

/// <summary>A package, file or system in a bill of materials.</summary>
/// <param name="Id">Unique in the document; means nothing elsewhere.</param>
/// <param name="Name">As the ecosystem writes it, with npm scope, Go module path or Maven group (<c>group:artifact</c>).</param>
public sealed record BomComponent(string Id, BomComponentKind Kind, string Name)
{
    public string? Version { get; init; }

    /// <summary>Canonical package URL.</summary>
    public string? Purl { get; init; }

    /// <summary>As declared: an SPDX expression, or whatever was written. Null when unknown.</summary>
    public string? Licence { get; init; }

    /// <summary>What the document's maker concluded, likewise.</summary>
    public string? ConcludedLicence { get; init; }

    public string? Copyright { get; init; }

    public string? Description { get; init; }

    /// <summary>Name of the organization that supplies it.</summary>
    public string? Supplier { get; init; }

    public string? Homepage { get; init; }

    public string? DownloadLocation { get; init; }

    public IReadOnlyList<BomHash> Hashes { get; init; } = [];

    /// <summary>Common Platform Enumeration names, version 2.3 (or 2.2, which begins with <c>cpe:/</c>).</summary>
    public IReadOnlyList<string> Cpes { get; init; } = [];

    public IReadOnlyList<BomProperty> Properties { get; init; } = [];
}
