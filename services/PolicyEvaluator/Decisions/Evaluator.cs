using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Policy;
using Attestry.Policy.Decisions;
using Attestry.PolicyEvaluator.Policies;
using Attestry.PolicyEvaluator.Signing;
using Attestry.PolicyInputs;
using Attestry.Storage;
using MassTransit;

namespace Attestry.PolicyEvaluator.Decisions;

/// <summary>
/// Brings one artifact's status up to date with its evidence, the policy and the exceptions, whatever the reason for looking.
/// Safe to run for the same artifact any number of times and in any number of processes: every change is made under the
/// version of the status that was read before the evidence was, so that an older look never overwrites a newer one.
/// </summary>
public sealed class Evaluator(
    IDocumentStore store,
    IContentStore contents,
    PolicyInputReader inputs,
    ExceptionReader exceptions,
    ActivePolicies policies,
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

    /// <summary>In every environment that policy sets name.</summary>
    public async Task EvaluateAsync(string artifactId, IPublishEndpoint bus, CancellationToken cancellation)
    {
        if ((await _artifacts.GetAsync(artifactId, cancellation))?.Document is not { Kind: ArtifactKind.Image or ArtifactKind.Index } artifact)
            return;
        foreach (var environment in policies.Environments)
            await EvaluateAsync(artifact, environment, bus, cancellation);
    }

    private async Task EvaluateAsync(ArtifactDocument artifact, string environment, IPublishEndpoint bus, CancellationToken cancellation)
    {
        for (var round = 0; round < MostRounds; round++)
            if (await TryAsync(artifact, environment, bus, cancellation))
                return;
        throw new InvalidOperationException($"The status of {artifact.Id} changed {MostRounds} times while it was evaluated.");
    }

    /// <summary>False when the status changed meanwhile and has to be looked at anew.</summary>
    private async Task<bool> TryAsync(ArtifactDocument artifact, string environment, IPublishEndpoint bus, CancellationToken cancellation)
    {
        if (await _statuses.GetAsync(DecisionEnvironment.StatusId(artifact.Id, environment), cancellation) is not { } stored)
        {
            await _statuses.InsertAsync(NewStatus(artifact, environment), cancellation);
            return false;
        }
        var now = time.GetUtcNow();
        if (stored.Document.Issuing is not null)
        {
            await issuer.CompleteAsync(stored, now, bus, cancellation);
            return false;
        }
        var head = await HeadAsync(stored.Document, cancellation);
        var policy = policies.Identify(artifact, environment);
        var found = await inputs.FindAsync(artifact.Id, policy.Reads, cancellation);
        var granted = await exceptions.FindAsync(artifact, now, cancellation);
        var agenda = Agenda.Of(policy, granted, now, options.RefreshInterval);
        EvidenceReference[] evidence = [.. found.Select(PolicyInputReader.Reference)];
        var excepted = stored.Document.Exceptions == agenda.Exceptions;
        if (excepted && stored.Document.DueAt > now && Standing.RestsOn(head, policy, evidence))
            return true;
        if (excepted && Standing.Outlasts(head, policy, evidence))
            return await asker.AskAsync(stored, artifact, [], agenda, bus, cancellation);
        var started = time.GetTimestamp();
        var input = await inputs.ReadAsync(artifact, found, cancellation) with { Environment = environment, Now = now, Exceptions = granted };
        var result = policies.Evaluate(input);
        metrics.Evaluated(time.GetElapsedTime(started));
        string[] missing = [.. result.RequiredEvidence.Except(input.Evidence.Select(evidence => evidence.Kind))];
        if (ApartFromHosts(stored.Document, input, result, missing) is var apart && stored.Document.ApartFromHosts != apart)
        {
            // Before the decision that differs from it is announced, for hosts are joined anew then.
            await _statuses.ReplaceAsync(stored.Document with { ApartFromHosts = apart }, stored.Version, cancellation);
            return false;
        }
        if (Standing.IsSaidBy(head, result, input.Evidence) || (missing.Length > 0 && now < stored.Document.Deadline))
            return await asker.AskAsync(stored, artifact, missing, agenda, bus, cancellation);
        return await IssueAsync(stored, head, input, result, agenda, missing.Length > 0, bus, cancellation);
    }

    private DecisionState? ApartFromHosts(StatusDocument status, PolicyInput input, PolicyResult result, string[] missing)
    {
        if (missing.Any(kind => kind != EvidenceKinds.Measurement))
            return null;
        // What is admitted does not look at it; cleared before the status says so, it would show the old denial as the artifact's own.
        if (missing.Length == 0 && result.State != DecisionState.Failed)
            return status.ApartFromHosts;
        var trusted = input.WithTrustedHosts();
        var apart = policies.Evaluate(trusted);
        return apart.State == DecisionState.Failed || apart.RequiredEvidence.Except(trusted.Evidence.Select(evidence => evidence.Kind)).Any() ? null : apart.State;
    }

    private async Task<bool> IssueAsync(
        Stored<StatusDocument> stored,
        AttestationDocument? head,
        PolicyInput input,
        PolicyResult result,
        Agenda agenda,
        bool incomplete,
        IPublishEndpoint bus,
        CancellationToken cancellation)
    {
        await keys.EnsureAsync(cancellation);
        await contents.PutAsync(result.Policy.Document, cancellation);
        // "The newest one counts": the order of time must be that of the chain, also between machines whose clocks differ.
        var issuedAt = head is not null && head.IssuedAt >= input.Now ? head.IssuedAt.AddTicks(1) : input.Now;
        var decision = await signer.SignAsync(input, result, stored.Document.Attestation, issuedAt, cancellation);
        // Nothing is appended before the status names it: of evaluators that see different evidence only one gets here,
        // and no decision is left beside the chain.
        var claimed = stored.Document with
        {
            Issuing = decision,
            DueAt = input.Now + options.AskAfter,
            Exceptions = agenda.Exceptions,
            RunUntil = Standing.RunUntil(stored.Document, decision),
        };
        if (!await _statuses.ReplaceAsync(claimed, stored.Version, cancellation))
            return false;
        metrics.Decided(decision.State);
        var ask = incomplete && input.Artifact.RemovedAt is null ? input.Now + options.AskInterval(claimed.Asked) : DateTimeOffset.MaxValue;
        await issuer.CompleteAsync(new(claimed, stored.Version + 1), agenda.Earlier(ask), bus, cancellation);
        return true;
    }

    private async Task<AttestationDocument?> HeadAsync(StatusDocument status, CancellationToken cancellation) =>
        status.Attestation is { } id ? (await _attestations.GetAsync(id, cancellation))?.Document : null;

    private StatusDocument NewStatus(ArtifactDocument artifact, string environment)
    {
        var now = time.GetUtcNow();
        var (deadline, ask) = (now + options.Deadline, now + options.AskAfter);
        return new(
            DecisionEnvironment.StatusId(artifact.Id, environment),
            artifact.Registry,
            artifact.Repository,
            artifact.Digest,
            DecisionState.Pending,
            Attestation: null,
            PendingSince: now,
            deadline,
            DueAt: ask < deadline ? ask : deadline,
            Asked: 0,
            ChangedAt: now)
        {
            Environment = environment,
        };
    }
}
