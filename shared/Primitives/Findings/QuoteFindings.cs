namespace Attestry.Primitives.Findings;

/// <summary>Ids of what the verification of TPM quotes finds.</summary>
public static class QuoteFindings
{
    /// <summary>A structure is cut off, has bytes after its end, or holds a value that the TPM library specification does not know.</summary>
    public const string Malformed = "quote.malformed";

    /// <summary>The structure does not start with TPM_GENERATED_VALUE: it was not made inside a TPM.</summary>
    public const string MagicMismatch = "quote.magic-mismatch";

    /// <summary>It attests something else than PCRs.</summary>
    public const string TypeMismatch = "quote.type-mismatch";

    /// <summary>It does not answer the challenge that was set.</summary>
    public const string NonceMismatch = "quote.nonce-mismatch";

    /// <summary>The key that is to verify it did not make the signature.</summary>
    public const string SignatureInvalid = "quote.signature-invalid";

    /// <summary>A signature scheme or hash that is unknown, too weak, or not the one of the key.</summary>
    public const string AlgorithmRefused = "quote.algorithm-refused";

    /// <summary>The key may sign what did not come from the TPM itself, or may leave it.</summary>
    public const string KeyUnsuitable = "quote.key-unsuitable";

    /// <summary>The qualified name of the signer is not the one of the enrolled key.</summary>
    public const string SignerMismatch = "quote.signer-mismatch";

    /// <summary>The PCR values that came with it are not the ones that were signed.</summary>
    public const string PcrDigestMismatch = "quote.pcr-digest-mismatch";

    /// <summary>A PCR that was asked for was not signed, or its value did not come along.</summary>
    public const string PcrMissing = "quote.pcr-missing";

    /// <summary>One bank is listed twice.</summary>
    public const string BankRepeated = "quote.bank-repeated";

    /// <summary>Only SHA-1 banks were signed, whose values can be forged.</summary>
    public const string Sha1Only = "quote.sha1-only";

    /// <summary>Clock or counters are behind an earlier quote of the same TPM: an old quote, or another TPM.</summary>
    public const string ClockBackwards = "quote.clock-backwards";

    /// <summary>The TPM was reset since the earlier quote: the host booted again.</summary>
    public const string Rebooted = "quote.rebooted";

    /// <summary>The TPM lost power without notice, so that its clock may have gone back a little.</summary>
    public const string ClockUnsafe = "quote.clock-unsafe";

    /// <summary>The firmware of the TPM is not the expected one.</summary>
    public const string FirmwareMismatch = "quote.firmware-mismatch";
}
