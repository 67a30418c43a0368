using Attestry.Contracts.Documents;
using Attestry.Contracts.Messages;
using Attestry.Storage;
using MassTransit;

namespace Attestry.MeasurementCollector.Joining;

/// <summary>Something was decided about an artifact: the hosts on which it was measured are looked at again.</summary>
internal sealed class RejoinHostsConsumer(IDocumentStore store, HostRejoin rejoin) : IConsumer<AttestationIssued>
{
    private readonly IDocumentCollection<HostArtifactDocument> _artifacts = store.Collection(Collections.HostArtifacts);

    public async Task Consume(ConsumeContext<AttestationIssued> context)
    {
        for (string? after = null; ;)
        {
            var page = await _artifacts.QueryAsync(new Query("by_artifact", context.Message.Artifact) { Take = Query.LargestPage, After = after }, context.CancellationToken);
            foreach (var item in page.Items)
                await rejoin.RejoinAsync(item.Document.Host, context, context.CancellationToken);
            if ((after = page.Next) is null)
                return;
        }
    }
}
