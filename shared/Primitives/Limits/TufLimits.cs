namespace Attestry.Primitives.Limits;

/// <summary>How much of a repository of The Update Framework is read.</summary>
public static class TufLimits
{
    /// <summary>Of a root: the public one has 6 KiB.</summary>
    public const int RootBytes = 512 * 1024;

    /// <summary>Of a timestamp, which names one file.</summary>
    public const int TimestampBytes = 16 * 1024;

    /// <summary>Of a snapshot whose length the timestamp does not say: one line for each role.</summary>
    public const int SnapshotBytes = 2 * 1024 * 1024;

    /// <summary>Of a targets role whose length the snapshot does not say.</summary>
    public const int TargetsBytes = 5 * 1024 * 1024;

    /// <summary>Of a target, whatever its metadata says: trusted roots and signing configurations have some kilobytes.</summary>
    public const int TargetBytes = 16 * 1024 * 1024;

    /// <summary>Versions of the root that are followed at once; the public one had fifteen in five years.</summary>
    public const int RootRotations = 256;

    /// <summary>Roles that are read in search of one target: each costs a download and its signatures.</summary>
    public const int RolesVisited = 32;

    /// <summary>Of one file: each by a known key costs a verification.</summary>
    public const int Signatures = 64;

    /// <summary>Of one role or list of delegations.</summary>
    public const int Keys = 256;

    /// <summary>Of one role.</summary>
    public const int Delegations = 1024;

    /// <summary>Of one snapshot or targets role.</summary>
    public const int Files = 100_000;
}
