namespace Attestry.Tpm.Tee;

/// <summary>What a verified report says of its machine.</summary>
/// <param name="Measurement">Launch measurement or MRTD, lower-case hexadecimal.</param>
/// <param name="Tcb">Security versions: of SEV-SNP <c>boot loader.tee.snp.microcode</c> (Turin: and <c>.firmware</c>), of TDX TEE_TCB_SVN in hexadecimal.</param>
public sealed record TeeState(TeeKind Kind, string Measurement, string Tcb, bool DebugAllowed)
{
    /// <summary>TDX: what Intel says of the platform; null without collateral.</summary>
    public TdxTcbStatus? TcbStatus { get; init; }

    /// <summary>TDX: advisories that the status rests on.</summary>
    public IReadOnlyList<string> Advisories { get; init; } = [];

    /// <summary>SEV-SNP: HOST_DATA, lower-case hexadecimal.</summary>
    public string? HostData { get; init; }

    /// <summary>TDX: RTMR 0 to 3, lower-case hexadecimal.</summary>
    public IReadOnlyList<string> Rtmrs { get; init; } = [];
}
