using System.Security.Cryptography;
using System.Text;
using Attestry.Contracts.Documents;
using Attestry.MeasurementCollector.History;
using Attestry.MeasurementCollector.Http;
using Attestry.Primitives;
using Attestry.Storage;
using Attestry.Tpm.Protocol;

namespace Attestry.MeasurementCollector.Enrolment;

/// <summary>The second half: who knows the secret has both keys in one TPM. Host id and endorsement key are bound to each other for good.</summary>
internal sealed class Activation(IDocumentStore store, HistoryWriter history, CollectorOptions options, TimeProvider time)
{
    private readonly IDocumentCollection<HostEnrolmentDocument> _enrolments = store.Collection(Collections.HostEnrolments);
    private readonly IDocumentCollection<HostDocument> _hosts = store.Collection(Collections.Hosts);
    private readonly IDocumentCollection<HostIdentityDocument> _identities = store.Collection(Collections.HostIdentities);

    public async Task<IResult> ActivateAsync(string id, ActivationRequest request, CancellationToken cancellation)
    {
        // Deleted before it is looked at: there is one attempt, also when two are made at once.
        if (await _enrolments.GetAsync(id, cancellation) is not { } stored || !await _enrolments.DeleteAsync(id, stored.Version, cancellation))
            return Problems.Of(StatusCodes.Status404NotFound, "There is no such enrolment; enrol again.");
        var enrolment = stored.Document;
        if (enrolment.ExpiresAt <= time.GetUtcNow())
            return Problems.Of(StatusCodes.Status410Gone, "The enrolment has expired; enrol again.");
        var hash = Convert.ToHexStringLower(SHA256.HashData(request.Secret.Span));
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(enrolment.SecretHash)))
            return Problems.Of(StatusCodes.Status403Forbidden, "This is not the secret: the TPM does not hold both keys.");
        var (token, tokenHash) = HostTokens.Create();
        return await BindAsync(enrolment, tokenHash, cancellation) is { } host
            ? TypedResults.Json(new ActivationAnswer(host.Id, host.State, token, time.GetUtcNow()), HostProtocol.Json)
            : Problems.Of(StatusCodes.Status409Conflict, "Another host has this id or this endorsement key.");
    }

    private async Task<HostDocument?> BindAsync(HostEnrolmentDocument enrolment, string tokenHash, CancellationToken cancellation)
    {
        var bound = await _identities.InsertAsync(new(enrolment.Ek.Text, enrolment.Host), cancellation);
        if (!bound && (await _identities.GetAsync(enrolment.Ek.Text, cancellation))?.Document.Host != enrolment.Host)
            return null;
        while (true)
        {
            var stored = await _hosts.GetAsync(enrolment.Host, cancellation);
            if (stored is not null && stored.Document.Ek != enrolment.Ek)
            {
                // The id went to another TPM meanwhile; this key stays free.
                if (bound && await _identities.GetAsync(enrolment.Ek.Text, cancellation) is { } own)
                    await _identities.DeleteAsync(own.Document.Id, own.Version, cancellation);
                return null;
            }
            var host = await history.AppendAsync(Enrolled(stored?.Document, enrolment, tokenHash), new("enrolled", null), cancellation);
            if (stored is null ? await _hosts.InsertAsync(host, cancellation) : await _hosts.ReplaceAsync(host, stored.Version, cancellation))
                return host;
        }
    }

    /// <summary>Who enrols anew keeps what stands against it.</summary>
    private HostDocument Enrolled(HostDocument? before, HostEnrolmentDocument enrolment, string tokenHash)
    {
        var now = time.GetUtcNow();
        var accepted = before?.AcceptedBy ?? enrolment.AcceptedBy;
        var state = accepted is null ? HostState.Pending : before?.State is HostState.Failed or HostState.Revoked ? before.State : HostState.Enrolled;
        var host = before ?? new(enrolment.Host, state, enrolment.Ek, enrolment.EkPublic, enrolment.AkPublic, tokenHash, accepted, now, now);
        return host with
        {
            State = state,
            ChangedAt = host.State == state ? host.ChangedAt : now,
            AkPublic = enrolment.AkPublic,
            TokenHash = tokenHash,
            AcceptedBy = accepted,
            Facts = enrolment.Facts,
            InFlight = null,
            StaleAt = state == HostState.Enrolled ? now + options.StaleAfter : host.StaleAt,
        };
    }
}
