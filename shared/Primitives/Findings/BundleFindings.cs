namespace Attestry.Primitives.Findings;

/// <summary>What is wrong with a bundle of policies.</summary>
public static class BundleFindings
{
    /// <summary>No archive, or one whose entries cannot be read.</summary>
    public const string ArchiveMalformed = "policy-bundle.archive-malformed";

    public const string TooLarge = "policy-bundle.too-large";

    /// <summary>A path that leaves the bundle, or one that is there twice.</summary>
    public const string PathInvalid = "policy-bundle.path-invalid";

    public const string ManifestMalformed = "policy-bundle.manifest-malformed";

    /// <summary>Data or a package outside the roots of the manifest.</summary>
    public const string OutsideRoots = "policy-bundle.outside-roots";

    /// <summary>Two roots of which one holds the other, in one bundle or in two.</summary>
    public const string RootsOverlap = "policy-bundle.roots-overlap";

    public const string DataMalformed = "policy-bundle.data-malformed";

    /// <summary>Two files give one place of the data different values.</summary>
    public const string DataConflict = "policy-bundle.data-conflict";

    /// <summary>A module that cannot be parsed, or that has a rule where data lies.</summary>
    public const string ModuleMalformed = "policy-bundle.module-malformed";

    /// <summary>A kind of content that is not evaluated here.</summary>
    public const string Unsupported = "policy-bundle.unsupported";

    public const string NotSigned = "policy-bundle.not-signed";

    public const string SignatureMalformed = "policy-bundle.signature-malformed";

    /// <summary>No configured key, or not this key's signature.</summary>
    public const string SignatureInvalid = "policy-bundle.signature-invalid";

    /// <summary>The files are not those that were signed.</summary>
    public const string FileMismatch = "policy-bundle.file-mismatch";

    /// <summary>It is not where the source says.</summary>
    public const string NotFound = "policy-bundle.not-found";
}
