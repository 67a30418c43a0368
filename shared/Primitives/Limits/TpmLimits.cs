namespace Attestry.Primitives.Limits;

/// <summary>How much of a host's evidence is read.</summary>
public static class TpmLimits
{
    /// <summary>Of one TPM structure: a public area, an attestation or a signature has less than a tenth (TPM 2.0 Part 2, buffers of 4 KiB).</summary>
    public const int StructureBytes = 8 * 1024;

    /// <summary>Banks in one selection: HASH_COUNT of the specification is 16 at most, and hardware has two or three.</summary>
    public const int Banks = 16;

    /// <summary>PCRs in a bank: 24 in the PC client profile; a selection of four bytes can name 32.</summary>
    public const int Pcrs = 32;

    /// <summary>Of one certificate: EK certificates have 1 to 2 KiB.</summary>
    public const int CertificateBytes = 64 * 1024;

    /// <summary>Intermediates that come with one certificate; vendors have two or three.</summary>
    public const int CertificatesInChain = 10;

    /// <summary>Of one IMA entry: an ima-buf entry holds a key list or a kexec command line, a modsig a PKCS#7 block.</summary>
    public const int ImaTemplateBytes = 1024 * 1024;

    /// <summary>The kernel's TCG_EVENT_NAME_LEN_MAX.</summary>
    public const int ImaTemplateNameBytes = 255;

    /// <summary>Fields of one template; the longest of the kernel's own (evm-sig) has nine.</summary>
    public const int ImaTemplateFields = 16;

    /// <summary>Of a line of an ASCII list: the largest template in hexadecimal.</summary>
    public const int ImaLineBytes = 2 * ImaTemplateBytes + 4096;

    /// <summary>Entries of one list; a host of a year with a broad policy comes to some hundred thousand.</summary>
    public const long ImaEntries = 10_000_000;

    /// <summary>Of an IMA signature: RSA-4096 with its header.</summary>
    public const int ImaSignatureBytes = 1024;

    /// <summary>Findings kept of one list; what is beyond is counted.</summary>
    public const int ImaFindings = 100;

    /// <summary>Of a boot event log: the kernel reserves some hundred KiB; CCEL tables have 256 KiB; logs with all of dbx some MiB.</summary>
    public const int BootLogBytes = 16 * 1024 * 1024;

    /// <summary>Events in one boot log; real ones have some hundred, with GRUB's commands a thousand.</summary>
    public const int BootEvents = 20_000;

    /// <summary>Characters of a command or name in a boot log that are kept: kernels take command lines of 2 to 4 KiB.</summary>
    public const int BootText = 4096;

    /// <summary>Signatures in the databases of Secure Boot: dbx has some five hundred.</summary>
    public const int EfiSignatures = 20_000;

    /// <summary>Partitions of a GPT; the usual table has 128 entries.</summary>
    public const int GptPartitions = 1024;

    /// <summary>Of a TDX quote: with its chain of certificates some 5 KiB; the transport pads to 8 KiB.</summary>
    public const int TdxQuoteBytes = 64 * 1024;

    /// <summary>Of the certificates beside a SEV-SNP report: the kernel takes 16 KiB (SEV_FW_BLOB_MAX_SIZE), a few pages in use.</summary>
    public const int TeeCertificateTableBytes = 64 * 1024;

    /// <summary>Of TCB information or an enclave identity: Intel's has some 30 KiB.</summary>
    public const int CollateralBytes = 1024 * 1024;

    /// <summary>Of a certificate revocation list: those of Intel's platforms have some hundred KiB.</summary>
    public const int RevocationListBytes = 16 * 1024 * 1024;

    /// <summary>Levels, modules and components in collateral; real ones have at most some twenty.</summary>
    public const int CollateralEntries = 256;

    /// <summary>Files of collateral: one for each family of platforms, and the identities, chains and lists beside them.</summary>
    public const int CollateralFiles = 256;

    /// <summary>Signatures that are verified in one part of a measurement list, at some 60 microseconds each; a list of the largest size has about as many.</summary>
    public const int ImaSignatures = 50_000;
}
