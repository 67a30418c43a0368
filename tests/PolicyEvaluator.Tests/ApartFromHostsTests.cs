using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.PolicyEvaluator.Tests.Policies;
using Attestry.Primitives;

namespace Attestry.PolicyEvaluator.Tests;

/// <summary>A status tells what is held against the artifact itself from what is held against the hosts that run it.</summary>
public sealed class ApartFromHostsTests : IDisposable
{
    private const string Policy = """
        package attestry
        required_evidence := ["measurement", "signatures"]
        deny contains "unsigned" if { count([s | some s in input.signatures; s.verified]) == 0 }
        deny contains "host" if { some m in input.measurements; m.state != "trusted" }
        deny contains "unmeasured" if count(input.measurements) == 0
        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_denial_for_a_host_is_not_the_artifact_s_own()
    {
        await using var bed = await StartAsync();
        var artifact = await bed.AddImageAsync();
        await bed.SignAsync(artifact);
        await MeasureAsync(bed, artifact, HostState.Trusted);
        (await StateAsync(bed, artifact)).ShouldBe((DecisionState.Passed, null));
        await MeasureAsync(bed, artifact, HostState.Failed);
        (await StateAsync(bed, artifact)).ShouldBe((DecisionState.Failed, DecisionState.Passed));
        // Now it fails for itself too.
        await bed.SignAsync(artifact, trusted: false);
        (await StateAsync(bed, artifact)).ShouldBe((DecisionState.Failed, null));
    }

    [Fact]
    public async Task What_waits_for_a_host_alone_is_told_from_what_waits_for_more()
    {
        await using var bed = await StartAsync();
        var artifact = await bed.AddImageAsync();
        (await StateAsync(bed, artifact)).ShouldBe((DecisionState.Pending, null));
        await bed.SignAsync(artifact);
        (await StateAsync(bed, artifact)).ShouldBe((DecisionState.Pending, DecisionState.Passed));
        bed.Time.Advance(TimeSpan.FromMinutes(2));
        (await StateAsync(bed, artifact)).ShouldBe((DecisionState.Failed, DecisionState.Passed));
        await bed.SignAsync(artifact, trusted: false);
        (await StateAsync(bed, artifact)).ShouldBe((DecisionState.Failed, null));
    }

    public void Dispose() => _folder.Dispose();

    private Task<TestBed> StartAsync() => TestBed.StartAsync(new PolicyFolder(_folder).Write(Policy).Settings());

    private static async Task MeasureAsync(TestBed bed, ArtifactDocument artifact, HostState state) => await bed.StoreAsync(
        artifact, EvidenceKinds.Measurement, new MeasurementEvidence([new("node-1", state, true, 1, [], null)], 0), state == HostState.Trusted ? Verdict.Passed : Verdict.Failed);

    private static async Task<(DecisionState State, DecisionState? Apart)> StateAsync(TestBed bed, ArtifactDocument artifact)
    {
        await bed.EvaluateAsync(artifact);
        var status = (await bed.StatusAsync(artifact))!;
        return (status.State, status.State is DecisionState.Failed or DecisionState.Pending ? status.ApartFromHosts : null);
    }
}
