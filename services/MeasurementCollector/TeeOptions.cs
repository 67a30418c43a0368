using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Attestry.Tpm.Tee;

namespace Attestry.MeasurementCollector;

/// <summary>What the confidential machines of hosts must be; see <see cref="TeePolicy"/>. Every list that is empty allows any.</summary>
public sealed record TeeOptions : IValidatableObject
{
    private const int MeasurementBytes = 48;

    /// <summary><c>Off</c>; <c>WhenPresent</c>: of hosts that run in one; <c>Required</c>: a host without a report fails.</summary>
    public TeeDemand Demand { get; init; }

    /// <summary><c>SevSnp</c>, <c>Tdx</c>.</summary>
    public IReadOnlyList<TeeKind> Kinds { get; init; } = [];

    /// <summary>Launch measurements of SEV-SNP or MRTD of TDX, SHA-384 in hexadecimal.</summary>
    public IReadOnlyList<string> Measurements { get; init; } = [];

    public bool AllowDebug { get; init; }

    public bool AllowMigration { get; init; }

    public bool AllowSmt { get; init; } = true;

    public bool RequireSingleSocket { get; init; }

    [Range(0, 3, ErrorMessage = "must be 0 to 3.")]
    public int MostVmpl { get; init; }

    /// <summary>HOST_DATA of SEV-SNP, 32 bytes in hexadecimal.</summary>
    public IReadOnlyList<string> HostData { get; init; } = [];

    /// <summary>ID_KEY_DIGEST of SEV-SNP, 48 bytes in hexadecimal.</summary>
    public IReadOnlyList<string> IdKeys { get; init; } = [];

    /// <summary><c>boot loader.tee.snp.microcode</c>, of Turin with <c>.firmware</c> at the end: <c>4.0.22.213</c>.</summary>
    public string? LeastSnpTcb { get; init; }

    [Range(0, int.MaxValue, ErrorMessage = "must not be negative.")]
    public int LeastGuestSvn { get; init; }

    /// <summary>TEE_TCB_SVN of TDX, 16 bytes in hexadecimal.</summary>
    public string? LeastTdxTcbSvn { get; init; }

    /// <summary>Values that runtime registers of TDX may have.</summary>
    public IReadOnlyList<RegisterOptions> Rtmrs { get; init; } = [];

    /// <summary>What Intel may say of a platform beside <c>UpToDate</c>: <c>SWHardeningNeeded</c>, <c>ConfigurationNeeded</c>, <c>OutOfDate</c>…</summary>
    public IReadOnlyList<TdxTcbStatus> AcceptedTcbStatuses { get; init; } = [];

    /// <summary>A TDX host without current collateral fails; else that is a finding of less weight.</summary>
    public bool RequireCollateral { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, values, bytes) in new[]
        {
            (nameof(Measurements), Measurements, MeasurementBytes), (nameof(HostData), HostData, 32), (nameof(IdKeys), IdKeys, MeasurementBytes),
            (nameof(LeastTdxTcbSvn), LeastTdxTcbSvn is { } least ? [least] : [], 16), (nameof(Rtmrs), [.. Rtmrs.SelectMany(one => one.Values)], MeasurementBytes),
        })
            if (values.Any(value => value.Length != 2 * bytes || !value.All(char.IsAsciiHexDigit)))
                yield return new($"must be {bytes} bytes in hexadecimal.", [name]);
        if (LeastSnpTcb is not null && ReadTcb(LeastSnpTcb) is null)
            yield return new("must be four or five numbers of 0 to 255 with dots between, as 4.0.22.213.", [nameof(LeastSnpTcb)]);
        if (AcceptedTcbStatuses.Any(status => status is TdxTcbStatus.Revoked or TdxTcbStatus.Unknown))
            yield return new("cannot hold Revoked or Unknown.", [nameof(AcceptedTcbStatuses)]);
    }

    internal TeePolicy ToPolicy() => new()
    {
        Demand = Demand,
        Kinds = Kinds,
        Measurements = Measurements,
        AllowDebug = AllowDebug,
        AllowMigration = AllowMigration,
        AllowSmt = AllowSmt,
        RequireSingleSocket = RequireSingleSocket,
        MostVmpl = (uint)MostVmpl,
        HostData = HostData,
        IdKeys = IdKeys,
        LeastSnpTcb = LeastSnpTcb is { } text ? ReadTcb(text) : null,
        LeastGuestSvn = (uint)LeastGuestSvn,
        LeastTdxTcbSvn = LeastTdxTcbSvn,
        Rtmrs = Rtmrs.GroupBy(one => one.Index).ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.SelectMany(one => one.Values)]),
        AcceptedTcbStatuses = AcceptedTcbStatuses,
        RequireCollateral = RequireCollateral,
    };

    private static SnpTcb? ReadTcb(string text)
    {
        var parts = text.Split('.').Select(part => byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (byte?)null).ToArray();
        return parts.Length is 4 or 5 && parts.All(part => part is not null)
            ? new(parts[0]!.Value, parts[1]!.Value, parts[2]!.Value, parts[3]!.Value, parts.ElementAtOrDefault(4) ?? 0)
            : null;
    }
}
