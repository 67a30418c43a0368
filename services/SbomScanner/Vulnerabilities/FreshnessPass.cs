using System.Text.Json;
using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Contracts.Messages;
using Attestry.Evidence.Vulnerabilities;
using Attestry.Primitives.Findings;
using Attestry.SbomScanner.Scanning;
using Attestry.Storage;
using MassTransit;

namespace Attestry.SbomScanner.Vulnerabilities;

/// <summary>
/// Puts into evidence that the advisories turned stale, or are fresh again. A decision is signed and names its evidence by digest, so that what counts
/// must stand in there, and who asks for a status reads no advisories. Nothing is looked up again, the finding alone comes or goes; and
/// the walk over all artifacts happens once each time that it turns, not while it stays as it is.
/// </summary>
internal sealed class FreshnessPass(
    IDocumentStore store, IContentStore contents, AdvisoryStore advisories, VulnerabilityOptions options, EvidenceWriter writer, EvidenceSaver saver, IBus bus, TimeProvider time)
{
    private readonly IDocumentCollection<ArtifactDocument> _artifacts = store.Collection(Collections.Artifacts);

    private readonly IDocumentCollection<EvidenceDocument> _evidence = store.Collection(Collections.Evidence);

    /// <summary>Dying amid it loses nothing: until a walk finds nothing to amend, the next turn walks again.</summary>
    /// <returns>How many artifacts' evidence says something else now.</returns>
    internal async Task<int> RunAsync(CancellationToken cancellation)
    {
        if (advisories.File is not { } file || Freshness() is not { } freshness || file.ToldStale == freshness.IsStale)
            return 0;
        int amended = 0, differed = 0;
        for (string? after = null; ;)
        {
            var page = await _artifacts.QueryAsync(new("by_seen") { Take = Query.LargestPage, After = after }, cancellation);
            var evidence = await _evidence.GetManyAsync([.. page.Items.Select(artifact => EvidenceDocument.KeyOf(artifact.Document.Id, EvidenceKinds.Vulnerabilities, EvidenceWriter.Producer))], cancellation);
            var artifacts = page.Items.ToDictionary(artifact => artifact.Document.Id, artifact => artifact.Document);
            foreach (var before in evidence.Where(one => IsStale(one.Document) != freshness.IsStale))
            {
                differed++;
                if (await AmendAsync(artifacts[before.Document.Artifact], before, freshness, cancellation))
                    amended++;
            }
            if ((after = page.Next) is null)
                break;
        }
        // What was judged just before it turned may be saved after the walk came by.
        if (differed == 0)
            file.ToldStale = freshness.IsStale;
        return amended;
    }

    private static bool IsStale(EvidenceDocument evidence) => evidence.Findings.Any(finding => finding.Id == VulnerabilityFindings.DatabaseStale);

    /// <summary>Null while there are no advisories: then nothing is judged by them.</summary>
    private AdvisoryFreshness? Freshness()
    {
        using var snapshot = advisories.File!.Read();
        return snapshot.Count == 0 ? null : AdvisoryFreshness.Of(snapshot.Refreshed, time.GetUtcNow(), options.MaxAge);
    }

    private async Task<bool> AmendAsync(ArtifactDocument artifact, Stored<EvidenceDocument> before, AdvisoryFreshness freshness, CancellationToken cancellation)
    {
        if (await contents.GetAsync(before.Document.Content, cancellation) is not { } bytes || JsonSerializer.Deserialize<EvidenceContent<VulnerabilitiesEvidence>>(bytes, DocumentJson.Options) is not { } judged)
            return false;
        var evidence = await writer.WriteVulnerabilitiesAsync(artifact, VulnerabilityJudgement.Amend(judged, freshness), before.Document.Files, cancellation);
        // Who saved something meanwhile knew how old the advisories are.
        if (!await saver.SaveAsync(evidence, before, cancellation))
            return false;
        await bus.Publish(new EvidenceRecorded(evidence.Artifact, evidence.Kind, evidence.Producer, evidence.Content, evidence.Verdict), cancellation);
        return true;
    }
}
