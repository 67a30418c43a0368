namespace Attestry.Tpm.Tee;

/// <summary>What a TDX quote must be to be believed.</summary>
/// <param name="ReportData">The nonce, at most 64 bytes; what is shorter is followed by zeros.</param>
public sealed record TdxExpectation(ReadOnlyMemory<byte> ReportData)
{
    /// <summary>MRTD. Empty: any, and then nothing is known of what runs.</summary>
    public IReadOnlyCollection<ReadOnlyMemory<byte>> Measurements { get; init; } = [];

    /// <summary>16 bytes; no part of the quote's may be smaller. Empty: any.</summary>
    public ReadOnlyMemory<byte> LeastTcbSvn { get; init; }

    /// <summary>Values of RTMR 0 to 3; a register that is not named may hold any.</summary>
    public IReadOnlyDictionary<int, IReadOnlyCollection<ReadOnlyMemory<byte>>> Rtmrs { get; init; } = new Dictionary<int, IReadOnlyCollection<ReadOnlyMemory<byte>>>();

    public bool AllowDebug { get; init; }

    /// <summary>What Intel says of its platforms; null: nothing is known, which is a finding.</summary>
    public TdxCollateral? Collateral { get; init; }

    /// <summary>Without current collateral the quote is refused.</summary>
    public bool RequireCollateral { get; init; }

    /// <summary>Beside UpToDate. Revoked is never taken.</summary>
    public IReadOnlyCollection<TdxTcbStatus> AcceptedTcbStatuses { get; init; } = [];
}
