namespace Attestry.Primitives.Findings;

/// <summary>Ids of what is wrong with what a host sent, or did not send, as the answer to a challenge; and with what it runs.</summary>
public static class AttestationFindings
{
    /// <summary>The nonce is of no challenge that was set for this host.</summary>
    public const string ChallengeUnknown = "challenge.unknown";

    /// <summary>The challenge was answered before: a replay.</summary>
    public const string ChallengeUsed = "challenge.used";

    /// <summary>The challenge was answered too late.</summary>
    public const string ChallengeExpired = "challenge.expired";

    /// <summary>The evidence is not what the protocol says.</summary>
    public const string EvidenceMalformed = "evidence.malformed";

    /// <summary>The host sent no measurement list, though it must, or did before.</summary>
    public const string ListMissing = "ima.list-missing";

    /// <summary>The list begins somewhere else than where it was asked to.</summary>
    public const string ListOffsetMismatch = "ima.offset-mismatch";

    /// <summary>The list is shorter than what was proven of it before, in the same boot.</summary>
    public const string ListShortened = "ima.list-shortened";

    /// <summary>The host sent no boot log, though it must.</summary>
    public const string BootLogMissing = "boot.log-missing";

    /// <summary>A file that was measured is known only from artifacts that failed or were revoked.</summary>
    public const string FileOfFailedArtifact = "ima.file-of-failed-artifact";

    /// <summary>A file that was measured is known only from artifacts about which nothing is decided.</summary>
    public const string FileOfUndecidedArtifact = "ima.file-of-undecided-artifact";

    /// <summary>A container runs an image that failed or was revoked.</summary>
    public const string FailedImageRuns = "image.failed-runs";

    /// <summary>A container runs an image that is not known, or about which nothing is decided.</summary>
    public const string UnattestedImageRuns = "image.unattested-runs";

    /// <summary>Pages of an executable in memory are not those of the file in the image.</summary>
    public const string PagesMismatch = "memory.pages-mismatch";

    /// <summary>The host has been silent for too long.</summary>
    public const string Silent = "host.silent";

    /// <summary>More different files were measured than are remembered.</summary>
    public const string FilesExceeded = "host.files-exceeded";

    /// <summary>A record of the history was altered, left out, or is not signed by the collector.</summary>
    public const string HistoryBroken = "history.broken";
}
