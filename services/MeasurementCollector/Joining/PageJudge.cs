using System.Text.Json;
using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Storage;
using Attestry.Tpm.Protocol;

namespace Attestry.MeasurementCollector.Joining;

/// <summary>Holds the pages of executables in memory against those of the same file in the image that brought it.</summary>
internal sealed class PageJudge(IDocumentStore store, IContentStore contents)
{
    private readonly IDocumentCollection<EvidenceDocument> _evidence = store.Collection(Collections.Evidence);

    /// <summary>Adds what does not match to the host's standing and the artifact's.</summary>
    public async Task JudgeAsync(IReadOnlyList<MappedExecutable> mapped, HostStanding standing, CancellationToken cancellation)
    {
        if (mapped.Count == 0)
            return;
        var found = 0;
        foreach (var (artifact, on) in standing.Artifacts.Where(one => one.Value.IsReported))
        {
            var known = await FilesAsync(artifact, cancellation);
            foreach (var one in mapped)
                // A hostile host says ten thousand times that one file is wrong.
                if (found < HostLimits.PageFindings && known[one.File].FirstOrDefault() is { } file && one.Segments.FirstOrDefault(segment => !Holds(file, segment)) is { } wrong)
                {
                    var finding = new Finding(
                        AttestationFindings.PagesMismatch, Severity.High, $"The pages at byte {wrong.Offset} of {one.File} in memory are not those of {artifact}.", Primitives.Bounded.Quote(one.Path, HostLimits.LocationCharacters));
                    standing.Findings.Add(finding);
                    on.Findings.Add(finding);
                    found++;
                }
        }
    }

    private static bool Holds(ExecutableFile file, MappedSegment sent) => file.Segments.Any(segment =>
        segment.Offset == sent.Offset && segment.Pages == sent.Pages && segment.Access == sent.Access && segment.Root.Text == sent.Root);

    private async Task<ILookup<string, ExecutableFile>> FilesAsync(string artifact, CancellationToken cancellation)
    {
        var files = new List<ExecutableFile>();
        foreach (var evidence in (await _evidence.QueryAsync(new("by_artifact", artifact, EvidenceKinds.Executables), cancellation)).Items)
            if (await contents.GetAsync(evidence.Document.Content, cancellation) is { } content)
                files.AddRange(JsonSerializer.Deserialize<EvidenceContent<ExecutablesEvidence>>(content, DocumentJson.Options)!.Result.Platforms.SelectMany(platform => platform.Files));
        return files.Where(file => file.Segments.Count > 0).ToLookup(file => file.Digest.Text, StringComparer.Ordinal);
    }
}
