using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Tpm.Protocol;
using Attestry.Tpm.Quotes;
using Attestry.Tpm.Structures;
using Attestry.Tpm.Tee;

namespace Attestry.Tpm.History;

/// <summary>
/// Verifies a host's history again, from its records alone: that none is left out or altered, and that every attestation that was
/// said to be good holds a quote of the enrolled key over its nonce, its PCRs and a clock that goes on, and that the report of a
/// confidential machine beside it answers the same challenge. Fed record by record.
/// </summary>
/// <param name="host">Whose history it is to be.</param>
/// <param name="before">Digest of the payload before the first one that is fed; null when that is the host's first.</param>
public sealed class HistoryVerifier(string host, long sequence = 0, Digest? before = null)
{
    private string? _previous = before?.Text;
    private TpmClock? _clock;

    /// <summary>Records that were fed.</summary>
    public long Sequence { get; private set; } = sequence;

    /// <summary>Attestations whose quotes were verified.</summary>
    public int Quotes { get; private set; }

    /// <param name="payload">Of an envelope whose signature the caller verified.</param>
    /// <returns>What is wrong; empty when nothing is.</returns>
    public IReadOnlyList<Finding> Add(ReadOnlySpan<byte> payload)
    {
        Sequence++;
        var digest = Digest.Sha256(payload).Text;
        var record = HostRecord.Read(payload);
        var findings = record is null ? [Broken("cannot be read")] : Judge(record);
        _previous = digest;
        return findings;
    }

    private List<Finding> Judge(HostRecord record)
    {
        var findings = new List<Finding>();
        if (record.Host != host)
            findings.Add(Broken($"is of the host '{Bounded.Quote(record.Host)}'"));
        if (record.Sequence != Sequence)
            findings.Add(Broken($"has the number {record.Sequence}: one is left out, or there twice"));
        if (record.Previous != _previous)
            findings.Add(Broken("does not follow the one before it"));
        // An approval or a recovery begins anew; so does another key.
        if (record.Act is "enrolled" or "recovered")
            _clock = null;
        if (record.Quote is { } quote && record.State == HostState.Trusted)
            findings.AddRange(JudgeQuote(record, quote));
        return findings;
    }

    private IEnumerable<Finding> JudgeQuote(HostRecord record, RecordedQuote recorded)
    {
        if (!AttestationKey.TryCreate(record.AkPublic.Span, out var key, out var unsuitable))
            return [unsuitable];
        using var held = key;
        if (recorded.Nonce.IsEmpty || Required(recorded.Required) is not { } required)
            return [Broken("holds no nonce, or asked for PCRs that do not exist")];
        var pcrs = new PcrValues();
        foreach (var one in recorded.Pcrs)
            if (TpmHash.TryParse(one.Bank, out var bank))
                pcrs.TrySet(bank, one.Pcr, one.Value.Span);
        var result = QuoteVerifier.Verify(key, new(recorded.Quote, recorded.Signature, pcrs), new(recorded.Nonce, required) { Previous = _clock });
        _clock = result.Quote?.Clock ?? _clock;
        Quotes++;
        var findings = result.Findings.Where(finding => finding.Severity >= Severity.High);
        return recorded.Tee is { } tee && !IsBound(tee, TeeBinding.ReportData(recorded.Nonce.Span, key.Public.Name))
            ? findings.Append(new(TeeFindings.ReportDataMismatch, Severity.Critical, $"Record {Sequence} holds a report of a confidential machine that answers another challenge."))
            : findings;
    }

    /// <summary>That the vendor signed the report was judged then; what ties it to this quote is judged again.</summary>
    private static bool IsBound(RecordedTee tee, byte[] expected) => tee.Kind == TeeKind.SevSnp
        ? SnpReport.TryRead(tee.Report.Span, out var report, out _) && ReportDataMatch.Is(report.ReportData.Span, expected)
        : TdxQuote.TryRead(tee.Report.Span, out var quote, out _) && ReportDataMatch.Is(quote.ReportData.Span, expected);

    private static List<PcrSelection>? Required(IReadOnlyList<PcrRequest> requests)
    {
        var required = new List<PcrSelection>();
        foreach (var request in requests)
        {
            if (!TpmHash.TryParse(request.Bank, out var bank) || request.Pcrs.Any(pcr => pcr is < 0 or > 31))
                return null;
            required.Add(PcrSelection.Of(bank, [.. request.Pcrs]));
        }
        return required.Count > 0 ? required : null;
    }

    private Finding Broken(string what) => new(AttestationFindings.HistoryBroken, Severity.Critical, $"Record {Sequence} {what}.");
}
