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

    /// <summary>The least privileged level that may ask.</summary>
    public uint MostVmpl { get; init; }
}
