using Attestry.Contracts.Documents;
using Attestry.Contracts.Messages;
using Attestry.PolicyEvaluator.Tests.Policies;
using Attestry.Primitives;
using Attestry.Storage;

namespace Attestry.PolicyEvaluator.Tests;

public sealed class ExceptionTests
{
    [Fact]
    public async Task A_granted_exception_lifts_the_denial_names_itself_and_stops_counting_when_it_expires()
    {
        using var folder = new TemporaryFolder();
        await using var bed = await TestBed.StartAsync(new PolicyFolder(folder).Write(PolicyFolder.Denies).Settings());
        var (image, other) = (await bed.AddImageAsync(), await bed.AddImageAsync(repository: "other/app"));
        await bed.EvaluateAsync(image);
        await bed.EvaluateAsync(other);
        await GrantAsync(bed, Exception(bed, repository: "registry.example/acme/*", package: "pkg:npm/x"));
        var lifted = (await bed.DecisionsAsync(image))[^1];
        lifted.State.ShouldBe(DecisionState.Passed);
        lifted.Reasons.ShouldBeEmpty();
        lifted.Entries.ShouldHaveSingleItem().Exception.ShouldBe("e-1");
        (await bed.DecisionsAsync(other)).ShouldHaveSingleItem().State.ShouldBe(DecisionState.Failed);
        (await bed.StatusAsync(image))!.DueAt.ShouldBe(bed.Time.GetUtcNow().AddHours(1));

        bed.Time.Advance(TimeSpan.FromMinutes(59));
        await bed.Pass.RunAsync(default);
        (await bed.StatusAsync(image))!.State.ShouldBe(DecisionState.Passed);
        bed.Time.Advance(TimeSpan.FromMinutes(1));
        await bed.Pass.RunAsync(default);
        (await bed.DecisionsAsync(image)).Select(d => d.State).ShouldBe([DecisionState.Failed, DecisionState.Passed, DecisionState.Failed]);
    }

    [Fact]
    public async Task A_withdrawn_exception_stops_counting_at_once()
    {
        using var folder = new TemporaryFolder();
        await using var bed = await TestBed.StartAsync(new PolicyFolder(folder).Write(PolicyFolder.Denies).Settings());
        var image = await bed.AddImageAsync();
        await bed.EvaluateAsync(image);
        var exception = Exception(bed, finding: "acme.denied");
        await GrantAsync(bed, exception);
        (await bed.StatusAsync(image))!.State.ShouldBe(DecisionState.Passed);
        var exceptions = bed.Store.Collection(Collections.Exceptions);
        (await exceptions.ReplaceAsync(exception with { RevokedAt = bed.Time.GetUtcNow(), RevokedBy = "admin" }, 1, default)).ShouldBeTrue();
        await bed.Bus.Publish(new ExceptionChanged(exception.Id, Revoked: true));
        await Eventually.HoldsAsync(async () => (await bed.StatusAsync(image))!.State == DecisionState.Failed);
    }

    [Fact]
    public async Task An_exception_whose_message_was_lost_is_found_by_the_full_sweep()
    {
        using var folder = new TemporaryFolder();
        await using var bed = await TestBed.StartAsync(new PolicyFolder(folder).Write(PolicyFolder.Denies).Settings());
        var image = await bed.AddImageAsync();
        await bed.EvaluateAsync(image);
        await bed.Store.Collection(Collections.Exceptions).InsertAsync(Exception(bed, digest: image.Digest), default);
        await bed.Sweep.RunFullAsync(default);
        (await bed.StatusAsync(image))!.State.ShouldBe(DecisionState.Passed);
    }

    [Fact]
    public async Task An_exception_that_changes_nothing_makes_no_decision()
    {
        using var folder = new TemporaryFolder();
        await using var bed = await TestBed.StartAsync(new PolicyFolder(folder).Write(PolicyFolder.Denies).Settings());
        var image = await bed.AddImageAsync();
        await bed.EvaluateAsync(image);
        await bed.Store.Collection(Collections.Exceptions).InsertAsync(Exception(bed, finding: "acme.other"), default);
        await bed.EvaluateAsync(image);
        (await bed.DecisionsAsync(image)).Count.ShouldBe(1);
        var version = (await bed.Store.Collection(Collections.Statuses).GetAsync(image.Id, default))!.Version;
        await bed.EvaluateAsync(image);
        (await bed.Store.Collection(Collections.Statuses).GetAsync(image.Id, default))!.Version.ShouldBe(version);
    }

    [Fact]
    public async Task An_exception_for_an_index_covers_the_images_that_it_lists()
    {
        using var folder = new TemporaryFolder();
        await using var bed = await TestBed.StartAsync(new PolicyFolder(folder).Write(PolicyFolder.Denies).Settings());
        var child = Policy.Tests.Sample.Artifact(Digest.Sha256("child"u8));
        var index = Policy.Tests.Sample.Artifact(Digest.Sha256("index"u8), ArtifactKind.Index, children: [child.Digest]);
        await bed.AddAsync(index);
        await bed.AddAsync(child with { Parents = [index.Id] });
        await bed.EvaluateAsync(index);
        await bed.EvaluateAsync(child);
        await GrantAsync(bed, Exception(bed, digest: index.Digest));
        (await bed.StatusAsync(index))!.State.ShouldBe(DecisionState.Passed);
        (await bed.StatusAsync(child))!.State.ShouldBe(DecisionState.Passed);
    }

    private static async Task GrantAsync(TestBed bed, ExceptionDocument exception)
    {
        (await bed.Store.Collection(Collections.Exceptions).InsertAsync(exception, default)).ShouldBeTrue();
        await bed.Bus.Publish(new ExceptionChanged(exception.Id, Revoked: false));
        await Eventually.HoldsAsync(async () =>
            bed.Exceptions.Count > 0 && (await bed.Store.Collection(Collections.Reevaluations).CountAsync(new("by_started"), default)) == 0);
    }

    private static ExceptionDocument Exception(TestBed bed, string? repository = null, Digest? digest = null, string? package = null, string? finding = null) =>
        new("e-1", repository, digest, package, finding, "why", "admin", "0123456789abcdef", bed.Time.GetUtcNow(), bed.Time.GetUtcNow().AddHours(1), null, null);
}
