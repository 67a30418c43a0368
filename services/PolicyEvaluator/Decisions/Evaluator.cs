using Attestry.Contracts.Documents;
using Attestry.Policy;
using Attestry.Policy.Decisions;
using Attestry.PolicyEvaluator.Signing;
using Attestry.Storage;
using MassTransit;

namespace Attestry.PolicyEvaluator.Decisions;

/// <summary>
/// Brings one artifact's status up to date with its evidence and the policy, whatever the reason for looking. Safe to run
/// for the same artifact any number of times and in any number of processes: every change is made under the version of
/// the status that was read before the evidence was, so that an older look never overwrites a newer one.
/// </summary>
public sealed class Evaluator(
    IDocumentStore store,
    IContentStore contents,
    EvidenceReader reader,
    IPolicyEngine engine,
    DecisionSigner signer,
    DecisionIssuer issuer,
    EvidenceAsker asker,
    SigningKeyPublication keys,
    EvaluatorOptions options,
    PolicyMetrics metrics,
    TimeProvider time)
{
    // Each lost round means that another evaluator got further; so many in a row is a fault of the store.
    private const int MostRounds = 50;

    private readonly IDocumentCollection<ArtifactDocument> _artifacts = store.Collection(Collections.Artifacts);

    private readonly IDocumentCollection<StatusDocument> _statuses = store.Collection(Collections.Statuses);

    private readonly IDocumentCollection<AttestationDocument> _attestations = store.Collection(Collections.Attestations);

    public async Task EvaluateAsync(string artifactId, IPublishEndpoint bus, CancellationToken cancellation)
    {
        if ((await _artifacts.GetAsync(artifactId, cancellation))?.Document is not { Kind: ArtifactKind.Image or ArtifactKind.Index } artifact)
            return;
        for (var round = 0; round < MostRounds; round++)
            if (await TryAsync(artifact, bus, cancellation))
                return;
        throw new InvalidOperationException($"The status of {artifactId} changed {MostRounds} times while it was evaluated.");
    }

    /// <summary>False when the status changed meanwhile and has to be looked at anew.</summary>
    private async Task<bool> TryAsync(ArtifactDocument artifact, IPublishEndpoint bus, CancellationToken cancellation)
    {
        if (await _statuses.GetAsync(artifact.Id, cancellation) is not { } stored)
        {
            await _statuses.InsertAsync(NewStatus(artifact), cancellation);
            return false;
        }
        if (stored.Document.Issuing is not null)
        {
            await issuer.CompleteAsync(stored, time.GetUtcNow(), bus, cancellation);
            return false;
        }
        var head = await HeadAsync(stored.Document, cancellation);
        var policy = engine.Identify(artifact);
        var found = await reader.FindAsync(artifact.Id, policy.Reads, cancellation);
        if (RestsOn(head, policy, found) && stored.Document.DueAt > time.GetUtcNow())
            return true;
        var started = time.GetTimestamp();
        var input = await reader.ReadAsync(artifact, found, cancellation);
        var result = engine.Evaluate(input);
        metrics.Evaluated(time.GetElapsedTime(started));
        string[] missing = [.. result.RequiredEvidence.Except(input.Evidence.Select(evidence => evidence.Kind))];
        if (RestsOn(head, result.Policy, input.Evidence) || (missing.Length > 0 && time.GetUtcNow() < stored.Document.Deadline))
            return await asker.AskAsync(stored, artifact, missing, bus, cancellation);
        return await IssueAsync(stored, head, input, result, missing.Length > 0, bus, cancellation);
    }

    private async Task<bool> IssueAsync(
        Stored<StatusDocument> stored, AttestationDocument? head, PolicyInput input, PolicyResult result, bool incomplete, IPublishEndpoint bus, CancellationToken cancellation)
    {
        await keys.EnsureAsync(cancellation);
        await contents.PutAsync(result.Policy.Document, cancellation);
        var now = time.GetUtcNow();
        // "The newest one counts": the order of time must be that of the chain, also between machines whose clocks differ.
        var issuedAt = head is not null && head.IssuedAt >= now ? head.IssuedAt.AddTicks(1) : now;
        var decision = signer.Sign(input, result, stored.Document.Attestation, issuedAt);
        // Nothing is appended before the status names it: of evaluators that see different evidence only one gets here,
        // and no decision is left beside the chain.
        var claimed = stored.Document with { Issuing = decision, DueAt = now + options.AskAfter };
        if (!await _statuses.ReplaceAsync(claimed, stored.Version, cancellation))
            return false;
        metrics.Decided(decision.State);
        var dueAt = incomplete && input.Artifact.RemovedAt is null ? now + options.AskInterval(claimed.Asked) : DateTimeOffset.MaxValue;
        await issuer.CompleteAsync(new(claimed, stored.Version + 1), dueAt, bus, cancellation);
        return true;
    }

    private async Task<AttestationDocument?> HeadAsync(StatusDocument status, CancellationToken cancellation) =>
        status.Attestation is { } id ? (await _attestations.GetAsync(id, cancellation))?.Document : null;

    private static bool RestsOn(AttestationDocument? head, PolicyIdentity policy, IReadOnlyList<EvidenceReference> evidence) =>
        head is not null && head.PolicyDigest == policy.Digest && head.Evidence.SequenceEqual(evidence);

    private StatusDocument NewStatus(ArtifactDocument artifact)
    {
        var now = time.GetUtcNow();
        var (deadline, ask) = (now + options.Deadline, now + options.AskAfter);
        return new(
            artifact.Id,
            artifact.Registry,
            artifact.Repository,
            artifact.Digest,
            DecisionState.Pending,
            Attestation: null,
            PendingSince: now,
            deadline,
            DueAt: ask < deadline ? ask : deadline,
            Asked: 0,
            ChangedAt: now);
    }
}
