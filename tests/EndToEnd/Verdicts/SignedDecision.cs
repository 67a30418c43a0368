using Attestry.Contracts.Documents;
using Attestry.Primitives;

namespace Attestry.EndToEnd.Verdicts;

/// <summary>A decision as the history lists it.</summary>
internal sealed record SignedDecision(string Id, DecisionState State, Digest PolicyDigest, IReadOnlyList<EvidenceReference> Evidence, string KeyId, string? Previous)
{
    /// <summary>What it rests on; no two decisions about one artifact may have the same in a row.</summary>
    internal string Basis => $"{PolicyDigest} {string.Join(' ', Evidence.Select(one => $"{one.Kind}/{one.Producer}/{one.Digest}"))}";
}
