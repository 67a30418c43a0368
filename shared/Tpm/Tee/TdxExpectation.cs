namespace Attestry.Tpm.Tee;

/// <summary>What a TDX quote must be to be believed.</summary>
/// <param name="ReportData">The nonce, at most 64 bytes; what is shorter is followed by zeros.</param>
public sealed record TdxExpectation(ReadOnlyMemory<byte> ReportData)
{
    /// <summary>MRTD. Empty: any, and then nothing is known of what runs.</summary>
    public IReadOnlyCollection<ReadOnlyMemory<byte>> Measurements { get; init; } = [];

    /// <summary>16 bytes; no part of the quote's may be smaller. Empty: any.</summary>
    public ReadOnlyMemory<byte> LeastTcbSvn { get; init; }

    public bool AllowDebug { get; init; }
}
