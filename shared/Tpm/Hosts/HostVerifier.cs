using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Tpm.AllowLists;
using Attestry.Tpm.Boot;
using Attestry.Tpm.Ima;
using Attestry.Tpm.Protocol;
using Attestry.Tpm.Quotes;
using Attestry.Tpm.Structures;
using Attestry.Tpm.Tee;

namespace Attestry.Tpm.Hosts;

/// <summary>Judges a host's evidence: the quote first; the logs are believed only as far as the quote proves them.</summary>
public static class HostVerifier
{
    public static HostVerification Verify(HostKnowledge known, HostEvidence evidence, HostPolicy policy, HostTrust? trust = null)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(policy);
        if (!AttestationKey.TryCreate(known.AkPublic.Span, out var key, out var unsuitable))
            return new([unsuitable]);
        using var held = key;
        if (ReadPcrs(evidence.Pcrs) is not { } pcrs)
            return new([new(AttestationFindings.EvidenceMalformed, Severity.High, "A PCR value is of no bank, is there twice, or has not the length of its bank.")]);
        var quote = QuoteVerifier.Verify(key, new(evidence.Quote, evidence.Signature, pcrs), new(known.Nonce, known.Required) { Previous = known.Clock });
        return quote.Succeeded ? new Pass(known, evidence, policy, trust ?? new(), key.Public.Name, quote).Run() : new(quote.Findings);
    }

    private static PcrValues? ReadPcrs(IReadOnlyList<PcrValue> sent)
    {
        var values = new PcrValues();
        foreach (var one in sent)
            if (!TpmHash.TryParse(one.Bank, out var bank) || values.Get(bank, one.Pcr) is not null || !values.TrySet(bank, one.Pcr, one.Value.Span))
                return null;
        return sent.Count <= HostLimits.PcrValues ? values : null;
    }

    private sealed class Pass(HostKnowledge known, HostEvidence evidence, HostPolicy policy, HostTrust trust, TpmName attestationKey, QuoteResult quote)
    {
        private readonly List<Finding> _findings = [.. quote.Findings];
        private readonly Dictionary<FileMeasurement, long> _files = [];
        private readonly TpmClock _clock = quote.Quote!.Clock;
        private readonly PcrValues _pcrs = quote.Pcrs!;
        private readonly SignatureJudge? _signatures = policy.Signatures is { } signatures && trust.Signatures is { } keyring ? new(keyring, signatures) : null;
        private ImaEntry? _first;
        private long _read;

        internal HostVerification Run()
        {
            var (booted, boot) = JudgeBoot();
            var list = JudgeList();
            var tee = JudgeTee();
            var proven = list is { Succeeded: true } ? list.Proven : null;
            if (proven is not null && _signatures is not null)
                _findings.AddRange(_signatures.Findings(proven.Entries));
            return new(_findings)
            {
                Clock = _clock,
                Replay = proven,
                Files = proven is null ? [] : [.. _files.Where(file => file.Value <= proven.Entries).Select(file => file.Key)],
                FromStart = evidence.Ima is { Offset: 0 },
                BootVerified = booted,
                SecureBoot = boot?.SecureBoot,
                Boot = boot,
                Tee = tee,
            };
        }

        private TeeState? JudgeTee()
        {
            if (trust.Tee is not { } verifier || policy.Tee is not { Demand: not TeeDemand.Off } wanted)
                return null;
            if (evidence.Tee is not { } sent)
            {
                if (wanted.Demand == TeeDemand.Required || known.HadTee)
                    _findings.Add(new(TeeFindings.ReportMissing, Severity.High, "The host sent no report of a confidential machine."));
                return null;
            }
            var judged = verifier.Verify(sent, TeeBinding.ReportData(known.Nonce.Span, attestationKey), wanted);
            _findings.AddRange(judged.Findings);
            return judged.State;
        }

        private (uint? Booted, BootState? State) JudgeBoot()
        {
            if (policy.Boot is { } rules)
                _findings.AddRange(BootJudge.JudgePcrs(_pcrs, rules));
            if (evidence.BootLog is not { Length: > 0 } bytes)
            {
                if (policy.JudgesBootLog && known.BootVerified != _clock.Resets)
                    _findings.Add(new(AttestationFindings.BootLogMissing, Severity.High, "The host booted and sent no boot log."));
                return default;
            }
            if (!BootLog.TryRead(bytes, out var log, out var malformed))
            {
                _findings.Add(malformed);
                return default;
            }
            // PCR 8 and 9 are the boot loader's, 10 is the kernel's.
            int[] pcrs = [.. policy.Pcrs.Where(pcr => pcr <= 9)];
            var wrong = BootVerifier.Verify(log, _pcrs, pcrs);
            if (wrong.Count > 0 && log.WithoutRepeatedEnd() is { } shorter && BootVerifier.Verify(shorter, _pcrs, pcrs).Count == 0)
                (log, wrong) = (shorter, []);
            _findings.AddRange(wrong);
            if (policy.RequireSecureBoot)
                // What does not say that it was on does not meet the demand.
                _findings.AddRange(SecureBootState.Of(log).Findings.Select(finding => finding.Id == BootFindings.SecureBootUnknown ? finding with { Severity = Severity.High } : finding));
            if (wrong.Count > 0 || BootVerifier.Bank(log, _pcrs) is not { } bank)
                return default;
            var state = BootStateReader.Read(log, BootVerifier.Proven(log, _pcrs, bank), bank);
            if (policy.Boot is { } wanted)
                _findings.AddRange(BootJudge.Judge(state, wanted, known.BootReference));
            return (_clock.Resets, state);
        }

        private ImaResult? JudgeList()
        {
            var sameBoot = known.Replay is { } before && before.Resets == _clock.Resets;
            if (evidence.Ima is not { } ima)
            {
                if (policy.RequireMeasurementList || known.Replay is not null)
                    _findings.Add(new(AttestationFindings.ListMissing, Severity.High, "The host sent no measurement list."));
                return null;
            }
            var continues = sameBoot && ima.Offset == known.Replay!.Offset && ima.Format == known.Format && known.Required.All(one => known.Replay.Values.ContainsKey(one.Bank));
            if (ima.Offset != 0 && !continues)
            {
                _findings.Add(new(AttestationFindings.ListOffsetMismatch, Severity.High, $"The list was sent from byte {ima.Offset}, where it was not proven up to."));
                return null;
            }
            var start = ima.Offset == 0 ? null : known.Replay;
            _read = start?.Entries ?? 0;
            var result = ImaVerifier.Verify(Reader(ima), new(Asked(), _clock.Resets) { Continue = start, AllowViolations = policy.AllowViolations, Extension = policy.ImaExtension, Visit = Visit });
            _findings.AddRange(result.Findings);
            if (sameBoot && result.Proven is { } proven && proven.Entries < known.Replay!.Entries)
            {
                _findings.Add(new(AttestationFindings.ListShortened, Severity.Critical, $"The list has {proven.Entries} entries; {known.Replay.Entries} were proven in this boot."));
                return null;
            }
            if (start is null && policy.RequireBootAggregate && result.Proven is not null && (_first is null || !BootAggregate.Matches(_first, _pcrs)))
                _findings.Add(new(ImaFindings.BootAggregateMismatch, Severity.High, "The first entry of the list does not hold the PCRs of the boot."));
            return result;
        }

        /// <summary>A host may quote more banks than were asked for; those are not replayed.</summary>
        private PcrValues Asked()
        {
            var asked = new PcrValues();
            foreach (var bank in known.Required.Select(one => one.Bank))
                if (_pcrs.Get(bank, HostPolicy.ImaPcr) is { } value)
                    asked.TrySet(bank, HostPolicy.ImaPcr, value.Span);
            return asked;
        }

        private static IImaReader Reader(ImaIncrement ima)
        {
            var stream = System.Runtime.InteropServices.MemoryMarshal.TryGetArray(ima.Entries, out var bytes)
                ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
                : new MemoryStream(ima.Entries.ToArray(), writable: false);
            return ima.Format == ImaFormat.Ascii ? new ImaAsciiReader(stream) : new ImaBinaryReader(stream);
        }

        private void Visit(ImaEntry entry)
        {
            _first ??= entry;
            _read++;
            _signatures?.Judge(entry, _read);
            if (entry.IsViolation || entry.IsBootAggregate || _files.Count > HostLimits.Files)
                return;
            var buffer = !entry.Buffer.IsEmpty;
            if (entry.FileDigest is { } digest)
                _files.TryAdd(new(digest.ToString(), Primitives.Bounded.Printable(entry.Path), buffer), _read);
        }
    }
}
