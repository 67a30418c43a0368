using System.Security.Cryptography.X509Certificates;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Tpm.Protocol;

namespace Attestry.Tpm.Tee;

/// <summary>Judges the reports of hosts, of either vendor, by a policy.</summary>
/// <param name="chips">VCEK and VLEK certificates of the operator, for machines whose host hands out none.</param>
/// <param name="collateral">What Intel says of its platforms; null when the operator gave none. Asked for each time, since it is renewed every month.</param>
public sealed class TeeVerifier(SnpVerifier snp, TdxVerifier tdx, IReadOnlyList<X509Certificate2> chips, Func<TdxCollateral?> collateral)
{
    private readonly List<(SnpCertificate About, byte[] Der)> _chips =
        [.. chips.Select(chip => (About: SnpCertificate.Read(chip), Der: chip.RawData)).Where(chip => chip.About is not null).Select(chip => (chip.About!, chip.Der))];

    /// <param name="reportData">See <see cref="TeeBinding.ReportData"/>.</param>
    public TeeJudgement Verify(TeeEvidence evidence, ReadOnlyMemory<byte> reportData, TeePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(policy);
        if (policy.Kinds.Count > 0 && !policy.Kinds.Contains(evidence.Kind))
            return Refused(TeeFindings.KindNotAllowed, $"Reports of {evidence.Kind} are not taken.");
        return evidence.Kind == TeeKind.SevSnp ? VerifySnp(evidence, reportData, policy) : VerifyTdx(evidence, reportData, policy);
    }

    private TeeJudgement VerifySnp(TeeEvidence evidence, ReadOnlyMemory<byte> reportData, TeePolicy policy)
    {
        if (!SnpReport.TryRead(evidence.Report.Span, out var report, out var malformed))
            return new([malformed], null);
        var expectation = new SnpExpectation(reportData)
        {
            Measurements = Bytes(policy.Measurements),
            LeastTcb = policy.LeastSnpTcb,
            LeastGuestSvn = policy.LeastGuestSvn,
            HostData = Bytes(policy.HostData),
            IdKeys = Bytes(policy.IdKeys),
            AllowDebug = policy.AllowDebug,
            AllowMigration = policy.AllowMigration,
            AllowSmt = policy.AllowSmt,
            RequireSingleSocket = policy.RequireSingleSocket,
            MostVmpl = policy.MostVmpl,
        };
        if (Leaves(evidence, report, out var unreadable) is not { Count: > 0 } leaves)
            return unreadable
                ? Refused(TeeFindings.Malformed, "The certificate table beside the report cannot be read.")
                : Refused(TeeFindings.CertificateMissing, "No certificate of the chip came with the report, and none that is configured is of its chip and firmware.");
        TeeResult<SnpReport>? first = null;
        foreach (var leaf in leaves)
        {
            var result = snp.Verify(evidence.Report.Span, leaf.Span, expectation);
            first ??= result;
            if (result.Succeeded)
                return new(result.Findings, State(result.Report, SnpCertificate.Read(X509CertificateLoader.LoadCertificate(leaf.Span))!));
        }
        return new(first!.Findings, null);
    }

    private TeeJudgement VerifyTdx(TeeEvidence evidence, ReadOnlyMemory<byte> reportData, TeePolicy policy)
    {
        var result = tdx.Verify(evidence.Report.Span, new(reportData)
        {
            Measurements = Bytes(policy.Measurements),
            LeastTcbSvn = policy.LeastTdxTcbSvn is { } least ? Convert.FromHexString(least) : default(ReadOnlyMemory<byte>),
            Rtmrs = policy.Rtmrs.ToDictionary(one => one.Key, one => Bytes(one.Value)),
            AllowDebug = policy.AllowDebug,
            Collateral = collateral(),
            RequireCollateral = policy.RequireCollateral,
            AcceptedTcbStatuses = policy.AcceptedTcbStatuses,
        });
        return new(result.Findings, result.Report is not { } quote ? null : new(TeeKind.Tdx, Hex(quote.MrTd), Hex(quote.TeeTcbSvn), quote.DebugAllowed)
        {
            TcbStatus = quote.TcbStatus?.Status,
            Advisories = quote.TcbStatus?.Advisories ?? [],
            Rtmrs = [.. Enumerable.Range(0, 4).Select(index => Hex(quote.Rtmr(index)))],
        });
    }

    /// <summary>What the machine's host handed out, then what the operator has of this chip and firmware.</summary>
    private List<ReadOnlyMemory<byte>> Leaves(TeeEvidence evidence, SnpReport report, out bool unreadable)
    {
        var provider = report.SigningKey != 0;
        var table = SnpCertificateTable.Read(evidence.Certificates ?? default);
        unreadable = table is null;
        var leaves = new List<ReadOnlyMemory<byte>>();
        if (table is not null && table.TryGetValue(provider ? SnpCertificateTable.Vlek : SnpCertificateTable.Vcek, out var brought) && brought.Length is > 0 and <= TpmLimits.CertificateBytes)
            leaves.Add(brought);
        leaves.AddRange(_chips.Where(chip => report.ReportedTcb(chip.About.Product) == chip.About.Tcb
                && (provider ? chip.About.ChipId is null : report.ChipMasked || (chip.About.ChipId is { } id && report.ChipId.Span.StartsWith(id))))
            .Take(TpmLimits.CertificatesInChain).Select(chip => (ReadOnlyMemory<byte>)chip.Der));
        return leaves;
    }

    private static TeeState State(SnpReport report, SnpCertificate about)
    {
        var tcb = report.ReportedTcb(about.Product);
        var versions = $"{tcb.BootLoader}.{tcb.Tee}.{tcb.Snp}.{tcb.Microcode}{(about.Product == SnpProduct.Turin ? $".{tcb.Firmware}" : "")}";
        return new(TeeKind.SevSnp, Hex(report.Measurement), versions, report.Policy.DebugAllowed) { HostData = Hex(report.HostData) };
    }

    private static IReadOnlyCollection<ReadOnlyMemory<byte>> Bytes(IReadOnlyList<string> hex) => [.. hex.Select(one => (ReadOnlyMemory<byte>)Convert.FromHexString(one))];

    private static string Hex(ReadOnlyMemory<byte> bytes) => Convert.ToHexStringLower(bytes.Span);

    private static TeeJudgement Refused(string id, string message) => new([new(id, Severity.High, message)], null);
}
