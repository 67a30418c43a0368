using Attestry.Contracts.Documents;
using Attestry.Hosting.Security;
using Attestry.Primitives;
using Attestry.StatusApi.Http;
using Attestry.StatusApi.Statuses;
using Attestry.Storage;

namespace Attestry.StatusApi.Evidence;

internal static class EvidenceEndpoints
{
    public static void MapEvidence(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1/attestations/{digest}/evidence").RequireAuthorization(Roles.Auditor);
        group.MapGet("", ListAsync).WithSummary("What was found out about an artifact, and by whom.").Produces<IReadOnlyList<EvidenceBody>>();
        group.MapGet("/{kind}", ContentAsync).WithSummary("An evidence's content: the bytes whose digest decisions name.");
        group.MapGet("/{kind}/files/{name}", FileAsync).WithSummary("A file beside an evidence: the SBOM as SPDX or CycloneDX.");
    }

    private static Task<IResult> ListAsync(string digest, string? repository, ArtifactFinder finder, EvidenceFinder evidence, CancellationToken cancellation) =>
        ArtifactRequest.AnswerAsync(
            digest,
            repository,
            environment: null,
            finder,
            async status => TypedResults.Json((await evidence.AllAsync(status.Id, cancellation)).Select(EvidenceBody.Of), DocumentJson.Options),
            cancellation);

    private static Task<IResult> ContentAsync(
        string digest, string kind, string? repository, string? producer, ArtifactFinder finder, EvidenceFinder evidence, IContentStore contents, CancellationToken cancellation) =>
        ArtifactRequest.AnswerAsync(
            digest,
            repository,
            environment: null,
            finder,
            async status => await evidence.OneAsync(status.Id, kind, producer, cancellation) is { } found
                ? await SendAsync(found.Content, found.ContentType, contents, cancellation)
                : NoEvidence(status, kind),
            cancellation);

    private static Task<IResult> FileAsync(
        string digest,
        string kind,
        string name,
        string? repository,
        string? producer,
        ArtifactFinder finder,
        EvidenceFinder evidence,
        IContentStore contents,
        CancellationToken cancellation) =>
        ArtifactRequest.AnswerAsync(
            digest,
            repository,
            environment: null,
            finder,
            async status => await evidence.OneAsync(status.Id, kind, producer, cancellation) is { } found
                ? await SendFileAsync(found, name, contents, cancellation)
                : NoEvidence(status, kind),
            cancellation);

    private static async Task<IResult> SendFileAsync(EvidenceDocument evidence, string name, IContentStore contents, CancellationToken cancellation) =>
        evidence.Files.FirstOrDefault(file => file.Name == name) is { } file
            ? await SendAsync(file.Digest, file.MediaType, contents, cancellation)
            : Problems.NotFound($"The evidence has no file '{Bounded.Quote(name)}'; it has {string.Join(", ", evidence.Files.Select(one => one.Name))}.");

    private static IResult NoEvidence(StatusDocument status, string kind) =>
        Problems.NotFound($"No evidence of kind '{Bounded.Quote(kind)}' is recorded for {status.Id}.");

    // A content is never changed, so its digest is its tag.
    private static async Task<IResult> SendAsync(Digest digest, string mediaType, IContentStore contents, CancellationToken cancellation) =>
        await contents.GetAsync(digest, cancellation) is { } content
            ? new ConditionalContent(content, mediaType, digest.Text)
            : Problems.NotFound($"The content {digest} is not in the store.");
}
