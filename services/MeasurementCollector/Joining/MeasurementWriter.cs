using System.Text.Json;
using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Contracts.Messages;
using Attestry.MeasurementCollector.Boots;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Storage;
using MassTransit;

namespace Attestry.MeasurementCollector.Joining;

/// <summary>Writes evidence <c>measurement</c>: on which hosts an artifact was measured, and how these stand.</summary>
internal sealed class MeasurementWriter(IDocumentStore store, IContentStore contents, HostBoots boots, TimeProvider time)
{
    internal const string Producer = "measurement-collector";

    private const int MostHostFindings = 20;

    private readonly IDocumentCollection<EvidenceDocument> _evidence = store.Collection(Collections.Evidence);
    private readonly IDocumentCollection<HostArtifactDocument> _artifacts = store.Collection(Collections.HostArtifacts);
    private readonly IDocumentCollection<ArtifactDocument> _known = store.Collection(Collections.Artifacts);
    private readonly IDocumentCollection<HostDocument> _hosts = store.Collection(Collections.Hosts);

    /// <summary>Writes and announces it, unless it says what it said before.</summary>
    public async Task WriteAsync(string artifact, IPublishEndpoint bus, CancellationToken cancellation)
    {
        if (await _known.GetAsync(artifact, cancellation) is not { } known)
            return;
        var id = EvidenceDocument.KeyOf(artifact, EvidenceKinds.Measurement, Producer);
        while (true)
        {
            // Its version before anything else is read, so that an older look never replaces a newer one.
            var before = await _evidence.GetAsync(id, cancellation);
            var content = await ReadAsync(artifact, cancellation);
            if (before is null && content.Result.Hosts.Count == 0)
                return;
            var digest = await contents.PutAsync(JsonSerializer.SerializeToUtf8Bytes(content, DocumentJson.Options), cancellation);
            var evidence = new EvidenceDocument(
                id, artifact, known.Document.Digest, EvidenceKinds.Measurement, Producer, content.Verdict, content.Findings, digest, "application/json", [], time.GetUtcNow());
            if (before?.Document.Content != digest
                && !(before is null ? await _evidence.InsertAsync(evidence, cancellation) : await _evidence.ReplaceAsync(evidence, before.Version, cancellation)))
                continue;
            // Also when it is the same: the announcement may have been lost in a crash, and the same content changes no decision.
            await bus.Publish(new EvidenceRecorded(artifact, EvidenceKinds.Measurement, Producer, digest, content.Verdict), cancellation);
            return;
        }
    }

    private async Task<EvidenceContent<MeasurementEvidence>> ReadAsync(string artifact, CancellationToken cancellation)
    {
        var query = new Query("by_artifact", artifact) { Take = Query.LargestPage };
        var on = (await _artifacts.QueryAsync(query, cancellation)).Items.Select(item => item.Document).ToList();
        var hosts = (await _hosts.GetManyAsync([.. on.Select(one => one.Host)], cancellation)).ToDictionary(item => item.Document.Id, item => item.Document);
        var booted = await boots.FindAsync([.. hosts.Values.Where(host => host.BootDigest is not null).Select(host => host.Id)], cancellation);
        var measured = on.Where(one => hosts.ContainsKey(one.Host)).Select(one => Measured(one, hosts[one.Host], booted.GetValueOrDefault(one.Host))).OrderBy(one => one.Host, StringComparer.Ordinal).ToList();
        var more = await _artifacts.CountAsync(query, cancellation) - on.Count;
        return new(Verdict(measured), [.. measured.SelectMany(one => one.Findings).DistinctBy(finding => (finding.Id, finding.Location)).Take(100)], new(measured, more));
    }

    private static MeasuredHost Measured(HostArtifactDocument on, HostDocument host, HostBootDocument? boot) =>
        new(host.Id, host.State, on.IsReported, on.Files, on.Findings, host.AttestedAt is null ? null : host.ChangedAt)
        {
            SecureBoot = host.SecureBoot,
            Tee = host.Tee is { } tee ? new(tee.Kind, tee.Measurement, tee.Tcb, tee.DebugAllowed, tee.TcbStatus, tee.Advisories?.Split(' ') ?? []) : null,
            Boot = boot is null ? null : BootSummary.Of(boot),
            HostFindings = [.. host.Findings.Except(host.RunFindings).Where(finding => finding.Severity >= Severity.Medium).Take(MostHostFindings)],
        };

    private static Verdict Verdict(List<MeasuredHost> hosts) =>
        hosts.Count == 0 ? Primitives.Verdict.NotEvaluated
        : hosts.Any(host => host.State is HostState.Failed or HostState.Revoked || host.Findings.Any(finding => finding.Severity >= Severity.High)) ? Primitives.Verdict.Failed
        : hosts.All(host => host.State == HostState.Trusted && host.Findings.Count == 0) ? Primitives.Verdict.Passed
        : Primitives.Verdict.Warned;
}
