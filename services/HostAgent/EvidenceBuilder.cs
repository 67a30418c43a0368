using Attestry.HostAgent.Containers;
using Attestry.HostAgent.Executables;
using Attestry.HostAgent.Host;
using Attestry.HostAgent.Tpm;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Tpm.Protocol;
using Attestry.Tpm.Quotes;
using Attestry.Tpm.Structures;
using Attestry.Tpm.Tee;

namespace Attestry.HostAgent;

/// <summary>Gathers what a challenge asks for: first the quote, then the lists that lead to it.</summary>
internal sealed class EvidenceBuilder(AgentSettings settings, AgentLog log, TpmTools tools)
{
    private readonly TpmFacts _facts = new(tools);
    private readonly Quoter _quoter = new(tools, settings.Tpm);
    private readonly TsmReports _reports = new(settings.Files.TeeReports, TimeProvider.System);
    private readonly ImaList _list = new(settings.Files.ImaList);
    private readonly ContainerSources _engines = settings.OpenEngines();
    private readonly ExecutableScan _executables = new(settings.Files.Proc);
    private (uint? Resets, long Length) _seen;
    private bool _complained;

    /// <summary>What this host has, for the next challenge.</summary>
    internal async Task<ChallengeRequest> DescribeAsync(CancellationToken cancellation)
    {
        var banks = await _facts.BanksAsync(cancellation);
        var resets = await _facts.ResetsAsync(cancellation);
        var length = _list.Length(_seen.Resets == resets ? _seen.Length : 0);
        _seen = (resets, length ?? 0);
        return new([.. banks.Select(bank => bank.Name)], resets, length, File.Exists(settings.Files.BootLog)) { Tee = TeeKindOrNone() };
    }

    /// <param name="attested">Resets of the TPM when the host last attested; null when it never did.</param>
    /// <param name="attestationKey">That quotes; a report of a confidential machine is bound to it.</param>
    /// <returns>The evidence, and the resets of the TPM that it is of.</returns>
    internal async Task<(HostEvidence Evidence, uint Resets)> BuildAsync(Challenge challenge, TpmName attestationKey, uint? attested, CancellationToken cancellation)
    {
        if (!challenge.SignatureHashes.Contains(settings.Tpm.Attestation.Hash))
            throw new AgentException($"The server takes quotes signed with {Bounded.Quote(string.Join(", ", challenge.SignatureHashes))}; the attestation key signs with {settings.Tpm.Attestation.Hash}.",
                "Set another --ak and --ak-handle.") { IsFinal = true };
        var quote = await _quoter.QuoteAsync(challenge.Nonce, Selections(challenge), cancellation);
        if (!TpmAttestation.TryRead(quote.Message.Span, out var attestation, out var malformed))
            throw new TpmException("quote", malformed.Message);
        var resets = attestation.Clock.Resets;
        // Read after the quote: the list then holds at least what was quoted.
        var list = List(challenge, resets);
        // What runs is told with the last part.
        var containers = list is { More: true } ? [] : await _engines.ListAsync(complaint => log.Warn(complaint.Message), cancellation);
        return (new(challenge.Nonce, quote.Message, quote.Signature, Values(quote), Images(containers))
        {
            Ima = list,
            BootLog = challenge.BootLogWanted || attested != resets ? BootLog() : null,
            Tee = challenge.TeeWanted ? await _reports.MakeAsync(TeeBinding.ReportData(challenge.Nonce.Span, attestationKey), cancellation) : null,
            Executables = containers.Count == 0 || challenge.Executables.Count == 0 ? [] : _executables.Scan(containers, challenge.Executables.ToHashSet(StringComparer.Ordinal), cancellation),
        }, resets);
    }

    private ImaIncrement? List(Challenge challenge, uint resets)
    {
        var list = _list.Read(Offset(challenge, resets), Math.Min(challenge.ImaMostBytes, HostLimits.ImaBytes));
        return challenge.ImaParts ? list : list is null ? null : list with { More = false };
    }

    /// <summary>What the server has proven is of one boot; a later one has a list of its own.</summary>
    private static long Offset(Challenge challenge, uint resets) =>
        challenge.ImaBootCount == resets && challenge.ImaFormat != ImaFormat.Ascii ? challenge.ImaOffset : 0;

    private static PcrSelection[] Selections(Challenge challenge) =>
    [
        .. challenge.Selection.Select(request => TpmHash.TryParse(request.Bank, out var bank) && request.Pcrs.All(pcr => pcr is >= 0 and < 24)
            ? PcrSelection.Of(bank, [.. request.Pcrs])
            : throw new AgentException($"The server asks for PCRs of '{Bounded.Quote(request.Bank)}', which no TPM has.", "Check that both are of the same version.")),
    ];

    private static PcrValue[] Values(QuoteEvidence quote) => [.. quote.Pcrs.All.Select(value => new PcrValue(value.Bank.Name, value.Pcr, value.Value))];

    private static RunningImage[] Images(IEnumerable<RunningContainer> containers) =>
    [
        .. containers.Where(container => container.Digest is not null && container.Id.Length <= HostLimits.FactCharacters).Take(HostLimits.Images)
            .Select(container => new RunningImage(container.Id, container.Digest!, container.Image.Length > 0 ? container.Image : null)),
    ];

    /// <summary>What cannot be asked for is not offered: whether that matters is the server's policy.</summary>
    private TeeKind? TeeKindOrNone()
    {
        try
        {
            return _reports.Kind();
        }
        catch (AgentException e)
        {
            if (!_complained)
                log.Warn(e.Message);
            _complained = true;
            return null;
        }
    }

    private ReadOnlyMemory<byte>? BootLog() => KernelFile.Read(settings.Files.BootLog, TpmLimits.BootLogBytes) is { } log ? log : default(ReadOnlyMemory<byte>?);
}
