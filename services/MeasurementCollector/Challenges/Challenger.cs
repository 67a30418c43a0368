using System.Security.Cryptography;
using Attestry.Contracts.Documents;
using Attestry.MeasurementCollector.Http;
using Attestry.MeasurementCollector.Rules;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Storage;
using Attestry.Tpm.Protocol;
using Attestry.Tpm.Structures;

namespace Attestry.MeasurementCollector.Challenges;

/// <summary>Sets nonces, and lets each be spent once.</summary>
internal sealed class Challenger(IDocumentStore store, HostRulebook rulebook, CollectorOptions options, TimeProvider time)
{
    private const int NonceBytes = 32;

    private static readonly TpmHash[] Banks = [TpmHash.Sha256, TpmHash.Sha384, TpmHash.Sha512];
    private static readonly string[] SignatureHashes = [.. Banks.Select(bank => bank.Name)];

    private readonly IDocumentCollection<HostChallengeDocument> _challenges = store.Collection(Collections.HostChallenges);
    private readonly IDocumentCollection<HostEvidenceDocument> _evidence = store.Collection(Collections.HostEvidence);

    public async Task<IResult> ChallengeAsync(HostDocument host, ChallengeRequest request, HttpContext context)
    {
        var now = time.GetUtcNow();
        if (request.Banks is not { Count: > 0 and <= TpmLimits.Banks } offered || Banks.FirstOrDefault(bank => offered.Contains(bank.Name)) is not { } bank)
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, new Finding(QuoteFindings.Sha1Only, Severity.High, "The host offers no bank of PCRs but SHA-1."));
        if (host.LastAttemptAt + options.MinimumInterval is { } next && next > now)
            return Problems.Later(context, "The host attests too often.", next - now);
        if (host.InFlight is { } busy && await _evidence.GetAsync(busy, context.RequestAborted) is { Document.Progress: HostEvidenceDocument.Accepted })
            return Problems.Later(context, "The evidence before is still being verified.", TimeSpan.FromSeconds(1));
        if (await _challenges.CountAsync(new("by_host", host.Id, null) { From = DocumentJson.Time(now) }, context.RequestAborted) >= HostLimits.OpenChallenges)
            return Problems.Later(context, "Too many challenges of this host are open.", options.ChallengeLifetime);
        // The same bank as before, so that the list need not be sent again.
        if (Followed(host, now) is { } proven && !proven.Values.ContainsKey(bank.Name) && Banks.FirstOrDefault(other => offered.Contains(other.Name) && proven.Values.ContainsKey(other.Name)) is { } same)
            bank = same;
        var nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        var rules = rulebook.Of(host.Id);
        IReadOnlyList<int> pcrs = [.. rules.Policy.Selection(bank).Pcrs];
        await _challenges.InsertAsync(new(Convert.ToHexStringLower(nonce), host.Id, bank.Name, pcrs, now + options.ChallengeLifetime, null), context.RequestAborted);
        return TypedResults.Json(Challenge(host, rules, request, nonce, new(bank.Name, pcrs), now), HostProtocol.Json, statusCode: StatusCodes.Status201Created);
    }

    /// <summary>Spends the nonce: of two who try at once one gets it.</summary>
    /// <returns>Null when it is spent now; else why it cannot be, and with which status.</returns>
    public async Task<(int Status, Finding Finding)?> SpendAsync(HostDocument host, ReadOnlyMemory<byte> nonce, CancellationToken cancellation)
    {
        var stored = nonce.Length == NonceBytes ? await _challenges.GetAsync(Convert.ToHexStringLower(nonce.Span), cancellation) : null;
        if (stored is null || stored.Document.Host != host.Id)
            return (StatusCodes.Status404NotFound, new(AttestationFindings.ChallengeUnknown, Severity.High, "This nonce is of no challenge that was set for this host."));
        if (stored.Document.UsedAt is not null)
            return Used();
        if (stored.Document.ExpiresAt <= time.GetUtcNow())
            return (StatusCodes.Status410Gone, new(AttestationFindings.ChallengeExpired, Severity.High, "The challenge has expired; ask for another."));
        return await _challenges.ReplaceAsync(stored.Document with { UsedAt = time.GetUtcNow() }, stored.Version, cancellation) ? null : Used();
    }

    private static (int, Finding) Used() =>
        (StatusCodes.Status409Conflict, new(AttestationFindings.ChallengeUsed, Severity.Critical, "The challenge was answered before: this is a replay."));

    /// <summary>How far the list is with the collector: what is taken in parts goes on before what is proven.</summary>
    private static HostReplay? Followed(HostDocument host, DateTimeOffset now) => host.Backlog is { } backlog && backlog.ExpiresAt > now ? backlog.Replay : host.Replay;

    private Challenge Challenge(HostDocument host, HostRules rules, ChallengeRequest request, byte[] nonce, PcrRequest selection, DateTimeOffset now)
    {
        // What is known counts for this boot, and for a list that did not become shorter.
        var replay = Followed(host, now) is { } proven && proven.Values.ContainsKey(selection.Bank) && (request.BootCount is null || request.BootCount == proven.Resets) ? proven : null;
        return new(
            nonce,
            [selection],
            SignatureHashes,
            replay?.Offset ?? 0,
            replay?.Resets,
            replay is null ? null : Enum.Parse<ImaFormat>(replay.Format),
            options.ListPartBytes,
            BootLogWanted: request.HasBootLog && (host.BootVerified is null || host.BootVerified != request.BootCount || host.BootRules != rules.BootDigest),
            [.. host.Executables.OrderBy(_ => Random.Shared.Next()).Take(options.Executables)],
            now + options.ChallengeLifetime)
        {
            ImaParts = true,
            TeeWanted = rules.Policy.Tee is not null && request.Tee is not null,
        };
    }
}
