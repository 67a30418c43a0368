namespace Attestry.Primitives.Findings;

/// <summary>Ids of what the judgement of Linux' integrity measurement lists finds.</summary>
public static class ImaFindings
{
    /// <summary>An entry cannot be read; nothing after it is looked at.</summary>
    public const string Malformed = "ima.malformed";

    /// <summary>The list exceeds a limit.</summary>
    public const string LimitExceeded = "ima.limit-exceeded";

    /// <summary>The template hash of an entry is not the hash of its content: the content was altered.</summary>
    public const string TemplateHashMismatch = "ima.template-hash-mismatch";

    /// <summary>A template that is not known: its entries are replayed, but not understood.</summary>
    public const string TemplateUnknown = "ima.template-unknown";

    /// <summary>A file was written while it was measured (ToMToU, open writers).</summary>
    public const string Violation = "ima.violation";

    /// <summary>No point of the list gives the quoted PCR: an entry is missing, altered or added, or the list is behind the quote.</summary>
    public const string PcrMismatch = "ima.pcr-mismatch";

    /// <summary>The host booted since the part that was verified before; the list is to be sent from its begin.</summary>
    public const string Rebooted = "ima.rebooted";

    /// <summary>An entry extends another PCR than the one that the list is for.</summary>
    public const string PcrUnexpected = "ima.pcr-unexpected";

    /// <summary>The first entry does not hold the PCRs of the boot.</summary>
    public const string BootAggregateMismatch = "ima.boot-aggregate-mismatch";

    /// <summary>A file's signature cannot be read.</summary>
    public const string SignatureMalformed = "ima.signature-malformed";

    /// <summary>A file is signed with a key that is in no keyring.</summary>
    public const string SignatureKeyUnknown = "ima.signature-key-unknown";

    /// <summary>A file's signature is not by the key that it names.</summary>
    public const string SignatureInvalid = "ima.signature-invalid";

    /// <summary>A file is not signed.</summary>
    public const string SignatureMissing = "ima.signature-missing";

    /// <summary>A file that ran is known from no attested artifact and no allow-list.</summary>
    public const string UnknownFile = "ima.unknown-file";

    /// <summary>A file that ran has another content than the one that is allowed at its path.</summary>
    public const string FileMismatch = "ima.file-mismatch";
}
