using System.Text;
using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Storage;

namespace Attestry.StatusApi.Tests;

/// <summary>Documents as the other services write them.</summary>
internal static class Seed
{
    public static readonly DateTimeOffset Start = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    public static Digest DigestOf(string text) => Digest.Sha256(Encoding.UTF8.GetBytes(text));

    public static StatusDocument Status(Digest digest, string repository, DecisionState state, string? attestation = null, int minute = 0) => new(
        $"registry.test:5000/{repository}@{digest}",
        "registry.test:5000",
        repository,
        digest,
        state,
        attestation,
        Start,
        Deadline: Start.AddMinutes(10),
        DueAt: DateTimeOffset.MaxValue,
        Asked: 0,
        ChangedAt: Start.AddMinutes(minute));

    public static AttestationDocument Attestation(string id, Digest digest, string repository, DecisionState state, string? previous = null, int minute = 0) => new(
        id,
        $"registry.test:5000/{repository}@{digest}",
        "registry.test:5000",
        repository,
        digest,
        state,
        "default",
        DigestOf("policy"),
        [new("sbom", "sbom-scanner", DigestOf("evidence"))],
        state is DecisionState.Passed ? [] : [new Finding("policy.unsigned", Severity.High, "Nobody who is trusted signed it.")],
        $$"""{"payloadType":"application/vnd.in-toto+json","payload":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(id))}}","signatures":[{"keyid":"k","sig":"c2ln"}]}""",
        "k",
        previous,
        Start.AddMinutes(minute));

    /// <summary>A decided artifact: its attestation, then its status.</summary>
    public static async Task<StatusDocument> DecideAsync(this RunningApi api, Digest digest, string repository, DecisionState state, int minute = 0)
    {
        var attestation = Attestation($"{repository}-{state}-{minute}", digest, repository, state, minute: minute);
        var status = Status(digest, repository, state, attestation.Id, minute);
        await api.AddAsync(Collections.Attestations, attestation);
        await api.AddAsync(Collections.Statuses, status);
        return status;
    }
}
