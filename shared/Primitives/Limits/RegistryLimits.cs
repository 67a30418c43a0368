namespace Attestry.Primitives.Limits;

/// <summary>What the embedded registry takes from its clients at most.</summary>
public static class RegistryLimits
{
    /// <summary>Bytes of a manifest: OCI Distribution Spec 1.1 §pushing manifests asks registries for at least 4 MiB, and more is held in memory for nothing.</summary>
    public const int LargestManifestBytes = 4 * 1024 * 1024;

    /// <summary>Descriptors in one manifest; each costs a look at the disk. Real indexes have tens, real images under 130.</summary>
    public const int MostDescriptors = 4096;

    /// <summary>Entries of one page of tags, repositories or referrers; what is left is behind the <c>Link</c>.</summary>
    public const int LongestPage = 10_000;

    /// <summary>Bytes of one page of referrers: clients refuse an index larger than a manifest may be.</summary>
    public const int LargestReferrersPageBytes = LargestManifestBytes;

    /// <summary>Bytes of a blob unless set otherwise: the largest layers that are published (model weights, data) are about this.</summary>
    public const long LargestBlobBytes = 32L << 30;

    /// <summary>Bytes of all unfinished uploads together unless set otherwise, so that abandoned ones cannot fill a disk.</summary>
    public const long MostUploadBytes = 64L << 30;

    /// <summary>Unfinished uploads unless set otherwise: a client pushes five or so layers at once.</summary>
    public const int MostUploads = 256;

    /// <summary>Notifications that wait for one endpoint unless set otherwise, about 200 MB; beyond it pushes are refused, because none may go untold.</summary>
    public const int MostPendingNotifications = 100_000;
}
