using System.Net;
using System.Text.Json;
using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Policy.BuiltIn;
using Attestry.PolicyEvaluator.Policies;
using Attestry.PolicyEvaluator.Reevaluations;
using Attestry.Primitives.Findings;
using Attestry.Storage;

namespace Attestry.PolicyEvaluator.Tests.Policies;

public sealed class PolicySetTests
{
    [Fact]
    public async Task The_set_that_covers_a_repository_decides_and_the_decision_names_its_digest()
    {
        using var folder = new TemporaryFolder();
        await using var bed = await TestBed.StartAsync(new PolicyFolder(folder).Write(PolicyFolder.Denies).Settings(repositories: "registry.example/acme/**"));
        var (covered, other) = (await bed.AddImageAsync(), await bed.AddImageAsync(repository: "other/app"));
        await bed.StoreAllAsync(covered);
        await bed.StoreAllAsync(other);
        await bed.EvaluateAsync(covered);
        await bed.EvaluateAsync(other);
        var decision = (await bed.DecisionsAsync(covered)).ShouldHaveSingleItem();
        (decision.State, decision.Policy, decision.PolicyDigest).ShouldBe((DecisionState.Failed, "https://attestry.dev/policies/acme", bed.Get<PolicyLoader>().DigestOf("acme")!.Value));
        var entry = decision.Entries.ShouldHaveSingleItem();
        (entry.Finding.Id, entry.Set).ShouldBe(("acme.denied", "acme"));
        entry.Controls.ShouldBe(["SLSA-1.1/x"]);
        (await bed.Contents.GetAsync(decision.PolicyDigest, default)).ShouldNotBeNull();
        var untouched = (await bed.DecisionsAsync(other)).ShouldHaveSingleItem();
        (untouched.State, untouched.Policy).ShouldBe((DecisionState.Passed, BuiltInPolicy.Id));
    }

    [Fact]
    public async Task Required_evidence_is_awaited_until_the_deadline_and_fails_then()
    {
        using var folder = new TemporaryFolder();
        await using var bed = await TestBed.StartAsync(
            new PolicyFolder(folder).Write("package attestry\nrequired_evidence contains \"provenance\"\ndeny contains \"never\" if false").Settings());
        var artifact = await bed.AddImageAsync();
        await bed.StoreAllAsync(artifact);
        await bed.EvaluateAsync(artifact);
        (await bed.StatusAsync(artifact))!.State.ShouldBe(DecisionState.Pending);
        bed.Time.Advance(TimeSpan.FromMinutes(2));
        await bed.Pass.RunAsync(default);
        (await bed.DecisionsAsync(artifact)).ShouldHaveSingleItem().Reasons.ShouldHaveSingleItem().Location.ShouldBe(EvidenceKinds.Provenance);
    }

    [Fact]
    public async Task A_changed_bundle_judges_anew_what_it_covers_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        var policy = new PolicyFolder(folder).Write(PolicyFolder.Passes);
        await using var bed = await TestBed.StartAsync(policy.Settings(repositories: "registry.example/acme/**"));
        var images = new List<ArtifactDocument>();
        for (var i = 0; i < 120; i++)
            images.Add(await bed.AddImageAsync($"app-{i}"));
        var other = await bed.AddImageAsync(repository: "other/app");
        foreach (var image in images.Append(other))
            await bed.EvaluateAsync(image);
        policy.Write(PolicyFolder.Denies);
        await PolicyFolder.ReloadAsync(bed);
        (await bed.Store.Collection(Collections.Statuses).CountAsync(new("by_state", "failed"), default)).ShouldBe(120);
        (await bed.DecisionsAsync(images[77])).Select(d => d.State).ShouldBe([DecisionState.Passed, DecisionState.Failed]);
        (await bed.StatusAsync(other))!.State.ShouldBe(DecisionState.Pending);
        (await bed.Store.Collection(Collections.Reevaluations).CountAsync(new("by_started"), default)).ShouldBe(0);
        // The same bundle again, and a look without a change, change nothing.
        await PolicyFolder.ReloadAsync(bed);
        (await bed.DecisionsAsync(images[0])).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_reevaluation_goes_on_where_it_was_left()
    {
        using var folder = new TemporaryFolder();
        await using var bed = await TestBed.StartAsync(new PolicyFolder(folder).Write(PolicyFolder.Passes).Settings());
        var images = new List<ArtifactDocument>();
        for (var i = 0; i < 5; i++)
        {
            images.Add(await bed.AddImageAsync($"app-{i}"));
            bed.Time.Advance(TimeSpan.FromSeconds(1));
        }
        var cursor = (await bed.Store.Collection(Collections.Artifacts).QueryAsync(new("by_seen") { Take = 2 }, default)).Next;
        await bed.Store.Collection(Collections.Reevaluations).InsertAsync(new("left", ["**"], null, "acme", bed.Get<PolicyLoader>().DigestOf("acme"), cursor, bed.Time.GetUtcNow()), default);
        await bed.Get<ReevaluationPass>().RunAsync(default);
        var states = new List<bool>();
        foreach (var image in images)
            states.Add(await bed.StatusAsync(image) is not null);
        states.ShouldBe([false, false, true, true, true]);
    }

    [Fact]
    public async Task Another_replicas_policy_is_left_to_those_who_have_it()
    {
        using var folder = new TemporaryFolder();
        await using var bed = await TestBed.StartAsync(new PolicyFolder(folder).Write(PolicyFolder.Passes).Settings());
        var image = await bed.AddImageAsync();
        await bed.Store.Collection(Collections.Reevaluations).InsertAsync(new("theirs", ["**"], null, "acme", image.Digest, null, bed.Time.GetUtcNow()), default);
        await bed.Get<ReevaluationPass>().RunAsync(default);
        (await bed.StatusAsync(image)).ShouldBeNull();
        (await bed.Store.Collection(Collections.Reevaluations).GetAsync("theirs", default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_broken_bundle_leaves_the_one_before_in_force_and_readiness_says_why()
    {
        using var folder = new TemporaryFolder();
        var policy = new PolicyFolder(folder).Write(PolicyFolder.Denies);
        await using var bed = await TestBed.StartAsync(policy.Settings());
        (await ReadyAsync(bed)).GetProperty("status").GetString().ShouldBe("healthy");
        var before = bed.Get<PolicyLoader>().DigestOf("acme");
        policy.Write("package attestry\n\ndeny contains \"x\" if { undefined_function(1) }\n");
        await PolicyFolder.ReloadAsync(bed);
        var image = await bed.AddImageAsync();
        await bed.EvaluateAsync(image);
        (await bed.DecisionsAsync(image)).ShouldHaveSingleItem().Reasons.ShouldHaveSingleItem().Id.ShouldBe("acme.denied");
        bed.Get<PolicyLoader>().DigestOf("acme").ShouldBe(before);
        var ready = await ReadyAsync(bed);
        ready.GetProperty("status").GetString().ShouldBe("degraded");
        var reason = ready.GetProperty("checks").GetProperty("policies").GetProperty("reason").GetString()!;
        reason.ShouldContain("acme/policy.rego:3:");
        reason.ShouldContain("rego_type_error");
        reason.ShouldContain("'deny contains \"x\" if { undefined_function(1) }'");
        reason.ShouldContain("stays in force");
        policy.Write(PolicyFolder.Passes);
        await PolicyFolder.ReloadAsync(bed);
        (await ReadyAsync(bed)).GetProperty("status").GetString().ShouldBe("healthy");
        (await bed.DecisionsAsync(image)).Select(d => d.State).ShouldBe([DecisionState.Failed, DecisionState.Passed]);
    }

    [Theory]
    [InlineData("package attestry\ndeny contains")]
    [InlineData("package attestry\nallow := true")]
    [InlineData(null)]
    public async Task Without_any_bundle_that_works_everything_it_covers_is_denied(string? rego)
    {
        using var folder = new TemporaryFolder();
        var policy = new PolicyFolder(folder);
        if (rego is null)
            Directory.Delete(policy.Path);
        else
            policy.Write(rego);
        await using var bed = await TestBed.StartAsync(policy.Settings());
        var image = await bed.AddImageAsync();
        await bed.StoreAllAsync(image);
        await bed.EvaluateAsync(image);
        (await bed.DecisionsAsync(image)).ShouldHaveSingleItem().Reasons.ShouldHaveSingleItem().Id.ShouldBe(PolicyFindings.Unavailable);
        var ready = await ReadyAsync(bed);
        ready.GetProperty("status").GetString().ShouldBe("degraded");
        ready.GetProperty("checks").GetProperty("policies").GetProperty("reason").GetString()!.ShouldContain("No bundle of it works");
        Directory.CreateDirectory(policy.Path);
        policy.Write(PolicyFolder.Passes);
        await PolicyFolder.ReloadAsync(bed);
        (await bed.StatusAsync(image))!.State.ShouldBe(DecisionState.Passed);
    }

    [Fact]
    public async Task A_bundle_that_is_broken_at_a_restart_leaves_standing_decisions_and_makes_no_new_ones_but_denials()
    {
        using var folder = new TemporaryFolder();
        var policy = new PolicyFolder(folder).Write(PolicyFolder.Passes);
        var time = new ManualTime(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        ArtifactDocument image, changed;
        await using (var bed = await TestBed.StartAsync(policy.Settings(), folder, time))
        {
            (image, changed) = (await bed.AddImageAsync(), await bed.AddImageAsync("changed"));
            foreach (var one in new[] { image, changed })
            {
                await bed.StoreAllAsync(one);
                await bed.EvaluateAsync(one);
            }
        }
        policy.Write("package attestry\ndeny contains");
        await using var again = await TestBed.StartAsync(policy.Settings(), folder, time);
        var fresh = await again.AddImageAsync("fresh");
        await again.SignAsync(changed, trusted: false);
        time.Advance(TimeSpan.FromDays(1));
        await again.Sweep.RunFullAsync(default);
        await again.Pass.RunAsync(default);
        (await again.DecisionsAsync(image)).ShouldHaveSingleItem().State.ShouldBe(DecisionState.Passed);
        (await again.DecisionsAsync(changed))[^1].Reasons.ShouldHaveSingleItem().Id.ShouldBe(PolicyFindings.Unavailable);
        (await again.DecisionsAsync(fresh)).ShouldHaveSingleItem().Reasons.ShouldHaveSingleItem().Id.ShouldBe(PolicyFindings.Unavailable);
        policy.Write(PolicyFolder.Denies);
        await PolicyFolder.ReloadAsync(again);
        (await again.StatusAsync(image))!.State.ShouldBe(DecisionState.Failed);
    }

    [Fact]
    public async Task A_policy_that_returns_begins_its_reevaluation_again()
    {
        using var folder = new TemporaryFolder();
        var policy = new PolicyFolder(folder).Write(PolicyFolder.Passes);
        await using var bed = await TestBed.StartAsync(policy.Settings());
        var image = await bed.AddImageAsync();
        var work = $"policy|acme|{bed.Get<PolicyLoader>().DigestOf("acme")}";
        await bed.Store.Collection(Collections.Reevaluations).InsertAsync(
            new(work, ["**"], null, "acme", bed.Get<PolicyLoader>().DigestOf("acme"), "somewhere", bed.Time.GetUtcNow()), default);
        policy.Write(PolicyFolder.Denies);
        await bed.Get<PolicyLoader>().ReloadAsync(default);
        policy.Write(PolicyFolder.Passes);
        await PolicyFolder.ReloadAsync(bed);
        (await bed.StatusAsync(image))!.State.ShouldBe(DecisionState.Passed);
        (await bed.Store.Collection(Collections.Reevaluations).GetAsync(work, default)).ShouldBeNull();
    }

    [Fact]
    public async Task An_environment_that_no_set_names_any_more_has_no_answer()
    {
        using var folder = new TemporaryFolder();
        await using var bed = await TestBed.StartAsync(new PolicyFolder(folder).Write(PolicyFolder.Passes).Settings());
        var image = await bed.AddImageAsync();
        await bed.EvaluateAsync(image);
        var statuses = bed.Store.Collection(Collections.Statuses);
        var gone = (await bed.StatusAsync(image))! with { Id = DecisionEnvironment.StatusId(image.Id, "staging"), Environment = "staging" };
        await statuses.InsertAsync(gone, default);
        await bed.Sweep.RunFullAsync(default);
        (await statuses.GetAsync(gone.Id, default)).ShouldBeNull();
        (await bed.StatusAsync(image))!.State.ShouldBe(DecisionState.Passed);
    }

    [Fact]
    public async Task A_policy_that_breaks_is_recorded_and_fails()
    {
        using var folder = new TemporaryFolder();
        await using var bed = await TestBed.StartAsync(new PolicyFolder(folder).Write("package attestry\ndeny contains to_number(input.environment)").Settings());
        var image = await bed.AddImageAsync();
        await bed.StoreAllAsync(image);
        await bed.EvaluateAsync(image);
        (await bed.DecisionsAsync(image)).ShouldHaveSingleItem().Reasons.ShouldHaveSingleItem().Id.ShouldBe(PolicyFindings.EvaluationError);
    }

    [Fact]
    public async Task A_set_in_audit_mode_is_recorded_in_the_signed_decision_and_does_not_deny()
    {
        using var folder = new TemporaryFolder();
        await using var bed = await TestBed.StartAsync(new PolicyFolder(folder).Write(PolicyFolder.Denies).Settings(mode: "audit"));
        var image = await bed.AddImageAsync();
        await bed.SendAsync(await bed.StoreAllAsync(image));
        var decision = (await bed.DecisionsAsync(image)).ShouldHaveSingleItem();
        decision.State.ShouldBe(DecisionState.Passed);
        decision.Reasons.ShouldBeEmpty();
        decision.Entries.ShouldContain(e => e.Audit && e.Effect == DecisionEffect.Deny && e.Finding.Id == "acme.denied");
        var reason = Verdict(decision).GetProperty("reasons").EnumerateArray().Single(r => r.GetProperty("id").GetString() == "acme.denied");
        (reason.GetProperty("audit").GetBoolean(), reason.GetProperty("policySet").GetString()).ShouldBe((true, "acme"));
        reason.GetProperty("controls").EnumerateArray().ShouldHaveSingleItem().GetString().ShouldBe("SLSA-1.1/x");
    }

    [Fact]
    public async Task Each_environment_that_a_set_names_is_decided_apart()
    {
        using var folder = new TemporaryFolder();
        var settings = new PolicyFolder(folder, "lenient").Write(PolicyFolder.Passes).Settings();
        foreach (var (key, value) in new PolicyFolder(folder, "strict").Write(PolicyFolder.Denies).Settings(1, "**", "enforce", "production"))
            settings[key] = value;
        await using var bed = await TestBed.StartAsync(settings);
        var image = await bed.AddImageAsync();
        await bed.EvaluateAsync(image);
        await bed.EvaluateAsync(image);
        var statuses = bed.Store.Collection(Collections.Statuses);
        (await statuses.GetAsync(image.Id, default))!.Document.State.ShouldBe(DecisionState.Passed);
        var production = (await statuses.GetAsync($"{image.Id}|production", default))!.Document;
        (production.State, production.Environment, DecisionEnvironment.ArtifactOf(production)).ShouldBe((DecisionState.Failed, "production", image.Id));
        var decisions = await bed.DecisionsAsync(image);
        decisions.Select(d => (d.Environment, d.State)).ShouldBe([("default", DecisionState.Passed), ("production", DecisionState.Failed)], ignoreOrder: true);
        Verdict(decisions.Single(d => d.Environment == "production")).GetProperty("environment").GetString().ShouldBe("production");
    }

    [Fact]
    public async Task What_ran_with_a_pass_gets_the_grace_that_the_policy_gives_and_no_more()
    {
        using var folder = new TemporaryFolder();
        var policy = new PolicyFolder(folder).Write(PolicyFolder.Passes);
        await using var bed = await TestBed.StartAsync(policy.Settings());
        var image = await bed.AddImageAsync();
        await bed.EvaluateAsync(image);
        policy.Write($"{PolicyFolder.Denies}\ngrace := \"72h\"");
        await PolicyFolder.ReloadAsync(bed);
        var until = bed.Time.GetUtcNow().AddHours(72);
        (await bed.StatusAsync(image))!.RunUntil.ShouldBe(until);
        (await bed.DecisionsAsync(image))[^1].GraceUntil.ShouldBe(until);
        // Denied again later, it gets no more; denied without grace, nothing.
        bed.Time.Advance(TimeSpan.FromHours(24));
        await bed.SendAsync(await bed.SignAsync(image));
        (await bed.StatusAsync(image))!.RunUntil.ShouldBe(until);
        policy.Write(PolicyFolder.Denies);
        await PolicyFolder.ReloadAsync(bed);
        (await bed.StatusAsync(image))!.RunUntil.ShouldBeNull();
        policy.Write(PolicyFolder.Passes);
        await PolicyFolder.ReloadAsync(bed);
        (await bed.StatusAsync(image))!.RunUntil.ShouldBeNull();
        var fresh = await bed.AddImageAsync("fresh");
        policy.Write($"{PolicyFolder.Denies}\ngrace := \"72h\"");
        await PolicyFolder.ReloadAsync(bed);
        (await bed.StatusAsync(fresh))!.RunUntil.ShouldBeNull();
    }

    [Fact]
    public async Task A_policy_that_looks_at_the_clock_is_asked_again_and_decides_anew_only_when_its_answer_changes()
    {
        using var folder = new TemporaryFolder();
        await using var bed = await TestBed.StartAsync(
            new PolicyFolder(folder).Write("package attestry\nrequired_evidence := []\ndeny contains {\"id\": \"acme.late\", \"msg\": input.now} if input.now >= \"2026-03-01T14:30\"").Settings());
        var image = await bed.AddImageAsync();
        await bed.EvaluateAsync(image);
        for (var hour = 0; hour < 5; hour++)
        {
            bed.Time.Advance(TimeSpan.FromHours(1));
            await bed.Pass.RunAsync(default);
        }
        (await bed.DecisionsAsync(image)).Select(d => d.State).ShouldBe([DecisionState.Passed, DecisionState.Failed]);
        (await bed.StatusAsync(image))!.DueAt.ShouldBe(bed.Time.GetUtcNow().AddHours(1));
    }

    private static JsonElement Verdict(AttestationDocument decision)
    {
        var payload = JsonDocument.Parse(decision.Envelope).RootElement.GetProperty("payload").GetBytesFromBase64();
        return JsonDocument.Parse(payload).RootElement.GetProperty("predicate").GetProperty("https://attestry.dev/verdict");
    }

    private static async Task<JsonElement> ReadyAsync(TestBed bed)
    {
        using var client = new HttpClient { BaseAddress = bed.Address };
        using var response = await client.GetAsync("/health/ready");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }
}
