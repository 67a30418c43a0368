namespace Attestry.Primitives.Findings;

/// <summary>Ids of what the judgement of boot event logs finds.</summary>
public static class BootFindings
{
    /// <summary>The log cannot be read.</summary>
    public const string Malformed = "boot.malformed";

    /// <summary>The log exceeds a limit.</summary>
    public const string LimitExceeded = "boot.limit-exceeded";

    /// <summary>The replay of the log does not give the quoted PCR.</summary>
    public const string PcrMismatch = "boot.pcr-mismatch";

    /// <summary>The data of an event is not what was measured, so that it says nothing.</summary>
    public const string EventDataMismatch = "boot.event-data-mismatch";

    /// <summary>Secure Boot was off.</summary>
    public const string SecureBootOff = "boot.secure-boot-off";

    /// <summary>The log does not say whether Secure Boot was on.</summary>
    public const string SecureBootUnknown = "boot.secure-boot-unknown";

    /// <summary>A required entry of a signature database is not there, or a forbidden one is.</summary>
    public const string SignatureDatabaseMismatch = "boot.signature-database-mismatch";

    /// <summary>A program ran before the kernel whose Authenticode hash is not allowed.</summary>
    public const string ImageNotAllowed = "boot.image-not-allowed";

    /// <summary>A certificate or hash let a program run that is not allowed to.</summary>
    public const string AuthorityNotAllowed = "boot.authority-not-allowed";

    /// <summary>The kernel's command line is not what the policy wants, or is not known.</summary>
    public const string CommandLineNotAllowed = "boot.command-line-not-allowed";

    /// <summary>GRUB ran a command that is not allowed.</summary>
    public const string GrubCommandNotAllowed = "boot.grub-command-not-allowed";

    /// <summary>A boot loader read a file that is not allowed: a kernel, an initial RAM disk.</summary>
    public const string LoadNotAllowed = "boot.load-not-allowed";

    /// <summary>A section of a unified kernel image is not allowed.</summary>
    public const string SectionNotAllowed = "boot.section-not-allowed";

    /// <summary>A credential or an extension image is not allowed.</summary>
    public const string ExtensionNotAllowed = "boot.extension-not-allowed";

    /// <summary>A variable of shim (MokList, SbatLevel) is not what the policy wants.</summary>
    public const string MokNotAllowed = "boot.mok-not-allowed";

    /// <summary>The host booted from another disk than is allowed.</summary>
    public const string DiskNotAllowed = "boot.disk-not-allowed";

    /// <summary>A PCR has a value that is no reference value.</summary>
    public const string PcrNotAllowed = "boot.pcr-not-allowed";

    /// <summary>The boot must be one that was accepted, and none was.</summary>
    public const string ReferenceMissing = "boot.reference-missing";

    /// <summary>The boot differs from the one that was accepted.</summary>
    public const string ReferenceMismatch = "boot.reference-mismatch";
}
