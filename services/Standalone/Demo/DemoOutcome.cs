using Attestry.Primitives;

namespace Attestry.Standalone.Demo;

/// <summary>What became of one image.</summary>
/// <param name="Verified">The signed decision was verified offline: by the published key, about this digest, with this result.</param>
internal sealed record DemoOutcome(DemoImage Image, Digest Digest, DemoStatus Status, bool Verified)
{
    /// <summary>It got the verdict that it deserves, for the right reason, and the signature over it holds.</summary>
    internal bool IsRight =>
        Verified
        && Status.State == Image.Expected
        && (Image.Reason is null ? Status.Reasons.Count == 0 : Status.Reasons.Any(reason => reason.Id == Image.Reason));
}
