using Attestry.Contracts.Documents;
using Attestry.Contracts.Messages;
using Attestry.Storage;
using MassTransit;

namespace Attestry.MeasurementCollector.Joining;

/// <summary>A host came into another state: the evidence of everything that runs on it is written anew, so that it is decided about again.</summary>
internal sealed class RecordMeasurementsConsumer(IDocumentStore store, MeasurementWriter writer) : IConsumer<HostStateChanged>
{
    private readonly IDocumentCollection<HostArtifactDocument> _artifacts = store.Collection(Collections.HostArtifacts);

    public async Task Consume(ConsumeContext<HostStateChanged> context)
    {
        var artifacts = new HashSet<string>(context.Message.Artifacts, StringComparer.Ordinal);
        for (string? after = null; ;)
        {
            var page = await _artifacts.QueryAsync(new Query("by_host", context.Message.Host) { Take = Query.LargestPage, After = after }, context.CancellationToken);
            artifacts.UnionWith(page.Items.Select(item => item.Document.Artifact));
            if ((after = page.Next) is null)
                break;
        }
        foreach (var artifact in artifacts)
            await writer.WriteAsync(artifact, context, context.CancellationToken);
    }
}
