namespace Attestry.Tpm.Tee;

/// <summary>What the confidential machines of hosts must be. Every list that is empty allows any.</summary>
public sealed record TeePolicy
{
    public TeeDemand Demand { get; init; }

    /// <summary>The only kinds that are taken.</summary>
    public IReadOnlyList<TeeKind> Kinds { get; init; } = [];

    /// <summary>SHA-384 in hexadecimal: the launch measurement of SEV-SNP, MRTD of TDX.</summary>
    public IReadOnlyList<string> Measurements { get; init; } = [];

    /// <summary>The host may read the memory of the machine.</summary>
    public bool AllowDebug { get; init; }

    /// <summary>SEV-SNP: a migration agent may move the machine.</summary>
    public bool AllowMigration { get; init; }

    /// <summary>SEV-SNP: two threads may share a core.</summary>
    public bool AllowSmt { get; init; } = true;

    /// <summary>SEV-SNP: the policy must bind the machine to one socket.</summary>
    public bool RequireSingleSocket { get; init; }

    /// <summary>SEV-SNP: the least privileged level that may ask.</summary>
    public uint MostVmpl { get; init; }

    /// <summary>SEV-SNP: HOST_DATA in hexadecimal, 32 bytes.</summary>
    public IReadOnlyList<string> HostData { get; init; } = [];

    /// <summary>SEV-SNP: digests of keys that signed the identity block, in hexadecimal, 48 bytes.</summary>
    public IReadOnlyList<string> IdKeys { get; init; } = [];

    /// <summary>SEV-SNP: the least security versions of the platform; null: any.</summary>
    public SnpTcb? LeastSnpTcb { get; init; }

    /// <summary>SEV-SNP: the least security version of the guest.</summary>
    public uint LeastGuestSvn { get; init; }

    /// <summary>TDX: 16 bytes in hexadecimal; no part of TEE_TCB_SVN may be smaller. Null: any.</summary>
    public string? LeastTdxTcbSvn { get; init; }

    /// <summary>TDX: values of RTMR 0 to 3 in hexadecimal; a register that is not named may hold any.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<string>> Rtmrs { get; init; } = new Dictionary<int, IReadOnlyList<string>>();

    /// <summary>TDX: what Intel may say of the platform beside UpToDate. Revoked is never taken.</summary>
    public IReadOnlyList<TdxTcbStatus> AcceptedTcbStatuses { get; init; } = [];

    /// <summary>TDX: without current collateral of Intel the host fails; else that is a finding of less weight.</summary>
    public bool RequireCollateral { get; init; }
}
