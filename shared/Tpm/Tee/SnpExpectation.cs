namespace Attestry.Tpm.Tee;

/// <summary>What a SEV-SNP report must be to be believed.</summary>
/// <param name="ReportData">The nonce, at most 64 bytes; what is shorter is followed by zeros.</param>
public sealed record SnpExpectation(ReadOnlyMemory<byte> ReportData)
{
    /// <summary>Of SHA-384. Empty: any, and then nothing is known of what runs.</summary>
    public IReadOnlyCollection<ReadOnlyMemory<byte>> Measurements { get; init; } = [];

    /// <summary>Null: any.</summary>
    public SnpTcb? LeastTcb { get; init; }

    public bool AllowDebug { get; init; }

    public bool AllowMigration { get; init; }

    /// <summary>Two threads may share a core.</summary>
    public bool AllowSmt { get; init; } = true;

    /// <summary>The policy must bind the guest to one socket.</summary>
    public bool RequireSingleSocket { get; init; }

    /// <summary>Of 32 bytes. Empty: any.</summary>
    public IReadOnlyCollection<ReadOnlyMemory<byte>> HostData { get; init; } = [];

    /// <summary>Digests of keys that signed the identity block, of 48 bytes. Empty: any.</summary>
    public IReadOnlyCollection<ReadOnlyMemory<byte>> IdKeys { get; init; } = [];

    public uint LeastGuestSvn { get; init; }

    /// <summary>The least privileged level that may ask.</summary>
    public uint MostVmpl { get; init; }
}
