using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Storage;
using Attestry.TestKit.Signing;

namespace Attestry.SignatureVerifier.Tests;

/// <summary>A signature that gets too old is noticed on the day, though nobody pushes anything.</summary>
public sealed class SignatureLapseTests
{
    private static readonly DateTimeOffset Lapse = TestSigstore.SignedAt.AddDays(1).AddSeconds(1);

    [Fact]
    public async Task A_signature_that_gets_too_old_is_looked_at_again_that_day()
    {
        var time = new ManualTime(TestSigstore.SignedAt.AddHours(1));
        await using var host = await VerifierHost.StartAsync(time: time, more: _ => new()
        {
            ["Trust:Rules:0:Repositories:0"] = "**",
            ["Trust:Rules:0:MaxAgeDays"] = "1",
        });
        var image = await SignedAsync(host);
        (await host.VerifyAsync(image)).Verdict.ShouldBe(Verdict.Passed);
        (await NotedAsync(host, image))!.DueAt.ShouldBe(Lapse);

        // Not a moment before: the last one still counts.
        time.Advance(Lapse - TimeSpan.FromSeconds(1) - time.GetUtcNow());
        await host.Lapses.RunAsync(default);
        (await NotedAsync(host, image))!.DueAt.ShouldBe(Lapse);
        (await host.VerifyAsync(image)).Verdict.ShouldBe(Verdict.Passed);

        time.Advance(TimeSpan.FromSeconds(1));
        await host.Lapses.RunAsync(default);
        await host.AnnouncedAsync(image, Verdict.Failed);
        (await host.ContentAsync(image)).Findings.ShouldContain(finding => finding.Id == SignatureFindings.TooOld);
        await Eventually.HoldsAsync(async () => await NotedAsync(host, image) is null);
    }

    [Fact]
    public async Task A_look_that_got_lost_is_asked_for_again_and_what_is_no_artifact_any_more_hurts_nobody()
    {
        var time = new ManualTime(Lapse);
        await using var host = await VerifierHost.StartAsync(time: time);
        var gone = Digest.Sha256("gone"u8);
        await host.Lapses.NoteAsync(host.ArtifactId(gone), Lapse, default);

        await host.Lapses.RunAsync(default);
        var first = (await NotedAsync(host, gone))!.DueAt;
        first.ShouldBeGreaterThan(Lapse);
        time.Advance(first - Lapse);
        await host.Lapses.RunAsync(default);
        (await NotedAsync(host, gone))!.DueAt.ShouldBeGreaterThan(first);
    }

    [Fact]
    public async Task Where_no_rule_bounds_the_age_nothing_is_noted()
    {
        await using var host = await VerifierHost.StartAsync(time: new ManualTime(TestSigstore.SignedAt.AddHours(1)));
        var image = await SignedAsync(host);
        (await host.VerifyAsync(image)).Verdict.ShouldBe(Verdict.Passed);
        (await NotedAsync(host, image)).ShouldBeNull();
    }

    private static async Task<Digest> SignedAsync(VerifierHost host)
    {
        var image = host.Registry.PutImage(VerifierHost.Repository, "v1", "app");
        await host.KnowAsync(image);
        host.Registry.Put(VerifierHost.Repository, TestCosign.SignTag(host.Sigstore, image));
        return image;
    }

    private static async Task<SignatureLapseDocument?> NotedAsync(VerifierHost host, Digest image) =>
        (await host.Store.Collection(Collections.SignatureLapses).GetAsync(host.ArtifactId(image), default))?.Document;
}
