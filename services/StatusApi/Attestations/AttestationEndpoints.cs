using System.Text;
using Attestry.Contracts.Documents;
using Attestry.Hosting.Security;
using Attestry.Primitives;
using Attestry.StatusApi.Http;
using Attestry.StatusApi.Statuses;
using Attestry.Storage;

namespace Attestry.StatusApi.Attestations;

internal static class AttestationEndpoints
{
    /// <summary>DSSE protocol, the envelope's media type in JSON.</summary>
    private const string EnvelopeType = "application/vnd.dsse.envelope.v1+json";

    public static void MapAttestations(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1/attestations").RequireAuthorization(Roles.Auditor);
        group.MapGet("/by-id/{id}", ByIdAsync).WithSummary("One signed decision, with its envelope.").Produces<AttestationBody>();
        group.MapGet("/{digest}/envelope", EnvelopeAsync)
            .WithSummary("The newest decision as a DSSE envelope, to be verified with the published keys.")
            .Produces(StatusCodes.Status200OK, contentType: EnvelopeType);
        group.MapGet("/{digest}/history", HistoryAsync).WithSummary("All decisions about an artifact, the newest first.").Produces<PageBody<AttestationBody>>();
    }

    private static async Task<IResult> ByIdAsync(string id, IDocumentStore store, CancellationToken cancellation) =>
        await store.Collection(Collections.Attestations).GetAsync(id, cancellation) is { } found
            ? TypedResults.Json(AttestationBody.WithEnvelope(found.Document), DocumentJson.Options)
            : Problems.NotFound($"No attestation has the id '{Bounded.Quote(id)}'.");

    private static Task<IResult> EnvelopeAsync(string digest, string? repository, string? environment, ArtifactFinder finder, IDocumentStore store, CancellationToken cancellation) =>
        ArtifactRequest.AnswerAsync(
            digest,
            repository,
            environment,
            finder,
            async status => status.Attestation is { } id && await store.Collection(Collections.Attestations).GetAsync(id, cancellation) is { } found
                ? new ConditionalContent(Encoding.UTF8.GetBytes(found.Document.Envelope), EnvelopeType, TagOf(found.Document))
                : Problems.NotFound($"There is no decision about {status.Id} yet."),
            cancellation);

    private static Task<IResult> HistoryAsync(
        string digest, string? repository, string? environment, int? limit, string? after, ArtifactFinder finder, IDocumentStore store, HttpContext context, CancellationToken cancellation) =>
        ArtifactRequest.AnswerAsync(
            digest,
            repository,
            environment,
            finder,
            status => Paging.ListAsync(
                store.Collection(Collections.Attestations), new Query("by_artifact_environment", DecisionEnvironment.ArtifactOf(status), status.Environment) { Descending = true }, limit, after, AttestationBody.Of, context, cancellation),
            cancellation);

    // An attestation is never changed, so its id is its tag.
    private static string TagOf(AttestationDocument attestation) => Digest.Sha256(Encoding.UTF8.GetBytes(attestation.Id)).Hex[..32];
}
