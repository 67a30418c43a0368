using Attestry.Contracts.Documents;
using Attestry.MeasurementCollector.Http;
using Attestry.Primitives;
using Attestry.Storage;

namespace Attestry.MeasurementCollector.Hosts;

/// <summary>Lets a host speak about itself alone, and only while it may.</summary>
internal sealed class HostGate(IDocumentStore store)
{
    private readonly IDocumentCollection<HostDocument> _hosts = store.Collection(Collections.Hosts);

    /// <returns>The host; or null and the answer.</returns>
    public async Task<(Stored<HostDocument>? Host, IResult? Refusal)> OpenAsync(string id, HttpContext context)
    {
        if (!Tpm.Protocol.HostProtocol.IsHostId(id) || await _hosts.GetAsync(id, context.RequestAborted) is not { } stored)
            return (null, Problems.NoHost(id));
        if (!HostTokens.Allows(context.Request, stored.Document))
            return (null, Problems.Of(StatusCodes.Status403Forbidden, "The request does not bring this host's token."));
        return stored.Document.State switch
        {
            HostState.Pending => (null, Problems.Of(StatusCodes.Status403Forbidden, "An administrator has to approve the host first.")),
            HostState.Revoked => (null, Problems.Of(StatusCodes.Status403Forbidden, "The host was revoked.")),
            _ => (stored, null),
        };
    }
}
