namespace Attestry.Tpm.Structures;

/// <summary>TPMI_ST_ATTEST: the structures that are read.</summary>
public enum TpmAttestationType : ushort
{
    None = 0,
    Certify = 0x8017,
    Quote = 0x8018,
}
