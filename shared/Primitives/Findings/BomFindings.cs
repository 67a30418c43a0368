namespace Attestry.Primitives.Findings;

/// <summary>What is wrong with a bill of materials that somebody else made, and how it differs from what is there.</summary>
public static class BomFindings
{
    /// <summary>The bytes are of no format that is read: SPDX 2.2, 2.3 and 3.0, CycloneDX 1.2 to 1.7, Syft's JSON.</summary>
    public const string UnknownFormat = "sbom.document-unknown-format";

    /// <summary>It claims a format and is not of it; nothing of it is used.</summary>
    public const string Malformed = "sbom.document-malformed";

    /// <summary>More bytes, components or relations than are read.</summary>
    public const string TooLarge = "sbom.document-too-large";

    /// <summary>An entry has no usable name or package URL; it, or that field of it, is left out.</summary>
    public const string EntryInvalid = "sbom.document-entry-invalid";

    /// <summary>Two entries have one identifier.</summary>
    public const string IdentifierRepeated = "sbom.document-identifier-repeated";

    /// <summary>A relation names what the document does not hold.</summary>
    public const string RelationDangling = "sbom.document-relation-dangling";

    /// <summary>There is a package that the document does not list.</summary>
    public const string PackageMissing = "sbom.package-missing";

    /// <summary>The document lists a package that is not there.</summary>
    public const string PackageExtra = "sbom.package-extra";

    /// <summary>The document lists a package in another version than the one that is there.</summary>
    public const string VersionDiffers = "sbom.version-differs";

    /// <summary>There are more differences than are listed.</summary>
    public const string MoreDifferences = "sbom.more-differences";
}
