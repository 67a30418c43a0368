namespace Attestry.Tpm.Tee;

/// <summary>GUEST_POLICY: what the guest's owner allowed when it was launched (SEV-SNP ABI, table 9).</summary>
public readonly record struct SnpGuestPolicy(ulong Raw)
{
    public byte AbiMinor => (byte)Raw;

    public byte AbiMajor => (byte)(Raw >> 8);

    /// <summary>Simultaneous multi-threading.</summary>
    public bool SmtAllowed => Bit(16);

    /// <summary>A migration agent may move the guest, and so read it.</summary>
    public bool MigrationAllowed => Bit(18);

    /// <summary>The host may read the guest's memory.</summary>
    public bool DebugAllowed => Bit(19);

    public bool SingleSocket => Bit(20);

    public bool CxlAllowed => Bit(21);

    /// <summary>Bit 17 is always one, and nothing is above bit 25.</summary>
    internal bool IsSound => Bit(17) && Raw >> 26 == 0;

    private bool Bit(int bit) => (Raw >> bit & 1) != 0;
}
