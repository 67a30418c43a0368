using Attestry.Contracts.Documents;
using Attestry.Contracts.Messages;
using Attestry.Storage;
using MassTransit;

namespace Attestry.PolicyEvaluator.Decisions;

/// <summary>
/// Carries a decision that is written into its status (<see cref="StatusDocument.Issuing"/>) through: append it, make it
/// the status, announce it. Each step may have been made before; whoever comes after a crash makes the rest.
/// </summary>
public sealed class DecisionIssuer(IDocumentStore store, TimeProvider time)
{
    private readonly IDocumentCollection<StatusDocument> _statuses = store.Collection(Collections.Statuses);

    private readonly IDocumentCollection<AttestationDocument> _attestations = store.Collection(Collections.Attestations);

    /// <param name="dueAt">When the artifact is looked at again by itself.</param>
    internal async Task CompleteAsync(Stored<StatusDocument> stored, DateTimeOffset dueAt, IPublishEndpoint bus, CancellationToken cancellation)
    {
        var (status, version) = (stored.Document, stored.Version);
        if (status.Issuing is not { } decision)
            return;
        await _attestations.InsertAsync(decision, cancellation);
        if (status.Attestation != decision.Id)
        {
            status = status with { Attestation = decision.Id, State = decision.State, ChangedAt = time.GetUtcNow() };
            if (!await _statuses.ReplaceAsync(status, version++, cancellation))
                return;
        }
        await bus.Publish(new AttestationIssued(decision.Artifact, decision.Id, decision.State), cancellation);
        await _statuses.ReplaceAsync(status with { Issuing = null, DueAt = dueAt }, version, cancellation);
    }
}
