namespace Attestry.Tpm.Tee;

/// <summary>Security versions of the platform (SEV-SNP ABI, TCB_VERSION). Larger is newer, part by part.</summary>
/// <param name="Firmware">FMC; only Turin has it.</param>
public sealed record SnpTcb(byte BootLoader, byte Tee, byte Snp, byte Microcode, byte Firmware = 0)
{
    internal static SnpTcb Read(ulong raw, SnpProduct product) => product == SnpProduct.Turin
        ? new((byte)(raw >> 8), (byte)(raw >> 16), (byte)(raw >> 24), (byte)(raw >> 56), (byte)raw)
        : new((byte)raw, (byte)(raw >> 8), (byte)(raw >> 48), (byte)(raw >> 56));

    /// <summary>Is no part older than in <paramref name="least"/>?</summary>
    public bool IsAtLeast(SnpTcb least)
    {
        ArgumentNullException.ThrowIfNull(least);
        return BootLoader >= least.BootLoader && Tee >= least.Tee && Snp >= least.Snp && Microcode >= least.Microcode && Firmware >= least.Firmware;
    }
}
