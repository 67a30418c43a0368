using Attestry.Primitives;

namespace Attestry.Contracts.Messages;

/// <summary>A check was made and its result saved. The check may have failed: see <paramref name="Verdict"/>.</summary>
/// <param name="Artifact">Artifact id of the subject.</param>
/// <param name="Kind">One of <see cref="EvidenceKinds"/>.</param>
/// <param name="Content">Digest of the evidence content; the same content again changes no decision.</param>
public sealed record EvidenceRecorded(string Artifact, string Kind, string Producer, Digest Content, Verdict Verdict);
