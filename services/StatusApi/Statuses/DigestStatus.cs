using System.Text.Json.Serialization;
using Attestry.Contracts.Documents;
using Attestry.Primitives;

namespace Attestry.StatusApi.Statuses;

/// <summary>The answer to "may this digest run?". Trust is given per repository: of several the worst state counts.</summary>
/// <param name="Artifacts">Each repository that holds it, the one that counts first.</param>
/// <param name="Run">May one that runs already go on.</param>
/// <param name="Deadline">Of a pending one: when missing evidence is counted against it.</param>
public sealed record DigestStatus(
    Digest Digest,
    DecisionState State,
    bool Admit,
    RunState Run,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? RunUntil,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? Deadline,
    IReadOnlyList<ArtifactStatus> Artifacts)
{
    /// <param name="artifacts">At least one.</param>
    internal static DigestStatus Of(Digest digest, IEnumerable<ArtifactStatus> artifacts)
    {
        ArtifactStatus[] ranked = [.. artifacts.OrderBy(artifact => StateOrder.Rank(artifact.State)).ThenBy(artifact => artifact.Artifact, StringComparer.Ordinal)];
        var worst = ranked.OrderBy(artifact => artifact.Run).ThenBy(artifact => artifact.RunUntil ?? DateTimeOffset.MaxValue).First();
        return new(digest, ranked[0].State, ranked[0].Admit, worst.Run, worst.RunUntil, ranked[0].Deadline, ranked);
    }
}
