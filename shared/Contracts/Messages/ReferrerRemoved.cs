using Attestry.Primitives;

namespace Attestry.Contracts.Messages;

/// <summary>What spoke about <paramref name="Subject"/> is no longer in the registry; evidence that rested on it must be judged again.</summary>
/// <param name="Subject">Artifact id of the subject.</param>
public sealed record ReferrerRemoved(string Subject, Digest Referrer);
