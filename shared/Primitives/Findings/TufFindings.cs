namespace Attestry.Primitives.Findings;

/// <summary>Ids of what a client of The Update Framework finds in a repository's metadata.</summary>
public static class TufFindings
{
    /// <summary>Metadata that cannot be read.</summary>
    public const string Malformed = "tuf.malformed";

    /// <summary>Fewer keys than the role demands signed it.</summary>
    public const string ThresholdNotMet = "tuf.threshold-not-met";

    /// <summary>It is older than what was seen before.</summary>
    public const string Rollback = "tuf.rollback";

    /// <summary>It is past its date: somebody may hold back what came after.</summary>
    public const string Expired = "tuf.expired";

    /// <summary>The file is not the one that the metadata above it names, by version, length or hash.</summary>
    public const string Mismatch = "tuf.mismatch";

    /// <summary>The file goes on behind the length that it may have.</summary>
    public const string TooLong = "tuf.too-long";

    /// <summary>A file that the metadata names is not there.</summary>
    public const string Missing = "tuf.missing";

    /// <summary>No role that may do so names the target.</summary>
    public const string TargetUnknown = "tuf.target-unknown";

    /// <summary>More rotations of the root or delegations than are followed.</summary>
    public const string LimitReached = "tuf.limit-reached";
}
