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
        private ImaReplayState? _pending;
        private long _read;
        private bool _fromPending;
        private bool _moreFiles;

        internal HostVerification Run()
        {
            var (booted, boot) = JudgeBoot();
            var list = JudgeList();
            var tee = JudgeTee();
            var proven = list is { Succeeded: true } ? list.Proven : null;
            if ((proven ?? _pending) is { } read && _signatures is not null)
                _findings.AddRange(_signatures.Findings(read.Entries));
            return new(_findings)
            {
                Clock = _clock,
                Replay = proven,
                Pending = _pending,
                Files = (proven ?? _pending) is { } until ? [.. _files.Where(file => file.Value <= until.Entries).Select(file => file.Key)] : [],
                MoreFiles = _moreFiles,
                FromPending = _fromPending,
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
            var start = ima.Offset == 0 ? null : StartOf(ima);
            if (ima.Offset != 0 && start is null)
            {
                _findings.Add(new(AttestationFindings.ListOffsetMismatch, Severity.High, $"The list was sent from byte {ima.Offset}, where neither what is proven of it ends nor the part before."));
                return null;
            }
            _fromPending = start is not null && ReferenceEquals(start, known.Pending);
            _read = start?.Entries ?? 0;
            var result = ImaVerifier.Verify(Reader(ima), new(Asked(), _clock.Resets) { Continue = start, Partial = ima.More, AllowViolations = policy.AllowViolations, Extension = policy.ImaExtension, Visit = Visit });
            _findings.AddRange(result.Findings);
            if (result.Tail.Offset > HostLimits.ImaListBytes)
                _findings.Add(new(ImaFindings.LimitExceeded, Severity.High, $"The list has more than {HostLimits.ImaListBytes} bytes."));
            if (sameBoot && result.Proven is { } proven && proven.Entries < known.Replay!.Entries)
            {
                _findings.Add(new(AttestationFindings.ListShortened, Severity.Critical, $"The list has {proven.Entries} entries; {known.Replay.Entries} were proven in this boot."));
                return null;
            }
            _pending = ima.More && result.Proven is null ? result.Tail : null;
            if (start is null && policy.RequireBootAggregate && (result.Proven ?? _pending) is not null && (_first is null || !BootAggregate.Matches(_first, _pcrs)))
                _findings.Add(new(ImaFindings.BootAggregateMismatch, Severity.High, "The first entry of the list does not hold the PCRs of the boot."));
            return result;
        }

        /// <returns>What the increment follows, of this boot: the parts before it, or what is proven. Null when neither.</returns>
        private ImaReplayState? StartOf(ImaIncrement ima) =>
            Follows(ima, known.Pending, known.PendingFormat) ? known.Pending : Follows(ima, known.Replay, known.Format) ? known.Replay : null;

        private bool Follows(ImaIncrement ima, ImaReplayState? state, ImaFormat format) =>
            state is not null && state.Resets == _clock.Resets && ima.Offset == state.Offset && ima.Format == format && known.Required.All(one => state.Values.ContainsKey(one.Bank));

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
            if (entry.IsViolation || entry.IsBootAggregate || entry.FileDigest is not { } digest)
                return;
            var file = new FileMeasurement(digest.ToString(), Primitives.Bounded.Quote(entry.Path, HostLimits.PathCharacters), !entry.Buffer.IsEmpty);
            if (_files.Count < HostLimits.Files)
                _files.TryAdd(file, _read);
            else
                _moreFiles |= !_files.ContainsKey(file);
        }
    }
}
