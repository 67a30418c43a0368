using Attestry.Cli.Targets;
using Attestry.Contracts.Evidence;
using Attestry.Evidence;
using Attestry.Evidence.Vulnerabilities;
using Attestry.Primitives;
using Attestry.Sigstore.Trust;
using Attestry.Vulnerabilities.Vex;

namespace Attestry.Cli.Attached;

/// <summary>What comes with a target.</summary>
/// <param name="Vex">Also those that do not count.</param>
/// <param name="Statements">Of the VEX documents that count.</param>
internal sealed record AttachedFindings(IReadOnlyList<StatedSbom> Sboms, IReadOnlyList<FoundVexDocument> Vex, IReadOnlyList<VexStatement> Statements)
{
    internal static readonly AttachedFindings None = new([], [], []);

    /// <summary>With the image, with the index in which it was chosen, and of an index with each of its images: as the services see it.</summary>
    internal static async Task<AttachedFindings> FindAsync(Target target, AttachedRequest request, DateTimeOffset now, CancellationToken cancellation)
    {
        var (scope, found) = (request.Scope(now), None);
        found = found.With(await JudgeAsync(target, target.Manifest.Digest, target.Index, scope, cancellation));
        foreach (var image in target.IsIndex ? target.Images : [])
            found = found.With(await JudgeAsync(target, image.Fetched.Digest, null, scope, cancellation));
        return found;
    }

    private static async Task<AttachedFindings> JudgeAsync(Target target, Digest artifact, Digest? index, TrustScope scope, CancellationToken cancellation)
    {
        var judgement = new SignatureJudgement(artifact, scope);
        judgement.Add(await TriadSubject.FetchAsync(target.Source, artifact, cancellation));
        judgement.Add(await SignatureCollection.CollectAsync(target.Source, artifact, cancellation));
        if (index is { } parent)
            judgement.Add(await SignatureCollection.CollectAsync(target.Source, parent, cancellation));
        var evidence = judgement.Conclude().Result;
        var documents = judgement.Documents.ToDictionary(one => (one.Kind, one.Digest), one => one.Content);
        return new(
            [.. evidence.Sboms.Select(one => new StatedSbom(one, documents.TryGetValue((KeptDocument.Sbom, one.Content), out var content) ? content : null))],
            evidence.VexDocuments,
            [.. evidence.VexDocuments.Where(one => one.Trusted).SelectMany(one => Read(one, documents))]);
    }

    private static IEnumerable<VexStatement> Read(FoundVexDocument document, Dictionary<(string, Digest), ReadOnlyMemory<byte>> documents) =>
        documents.TryGetValue((KeptDocument.Vex, document.Content), out var content) && VexReader.Read(content) is var (_, reading)
            ? reading.Statements.Select(statement => statement with { Origin = AttachedVex.Origin(document) })
            : [];

    private AttachedFindings With(AttachedFindings more) => new([.. Sboms, .. more.Sboms], [.. Vex, .. more.Vex], [.. Statements, .. more.Statements]);
}
