using Attestry.Contracts;
using Attestry.Contracts.Messages;
using MassTransit;

namespace Attestry.SignatureVerifier.Verification;

internal static class ConsumeContextExtensions
{
    /// <summary>Announces the evidence, and has the children of an index looked at again.</summary>
    internal static async Task AnnounceAsync(this ConsumeContext context, CheckedArtifact check, bool withChildren)
    {
        foreach (var recorded in check.Recorded)
            await context.Publish(recorded, context.CancellationToken);
        foreach (var child in withChildren ? check.Children : [])
            await context.Publish(new EvidenceRequested(child, EvidenceKinds.Signatures, 0), context.CancellationToken);
    }
}
