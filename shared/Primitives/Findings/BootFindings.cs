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
}
