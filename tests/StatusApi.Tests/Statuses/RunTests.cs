using System.Net;
using Attestry.Contracts.Documents;
using Attestry.Primitives.Findings;
using Attestry.Storage;

namespace Attestry.StatusApi.Tests.Statuses;

public sealed class RunTests
{
    private static readonly Primitives.Digest Image = Seed.DigestOf("image");

    [Theory]
    [InlineData(DecisionState.Passed, null, "active")]
    [InlineData(DecisionState.Warned, null, "active")]
    [InlineData(DecisionState.Failed, null, "terminated")]
    [InlineData(DecisionState.Failed, 60, "draining")]
    [InlineData(DecisionState.Failed, -60, "terminated")]
    [InlineData(DecisionState.Revoked, 60, "terminated")]
    [InlineData(DecisionState.Unknown, 60, "terminated")]
    public async Task One_that_runs_may_go_on_while_its_grace_lasts(DecisionState state, int? minutes, string run)
    {
        await using var api = await RunningApi.StartAsync();
        DateTimeOffset? until = minutes is { } m ? DateTimeOffset.UtcNow.AddMinutes(m) : null;
        await api.AddAsync(Collections.Attestations, Seed.Attestation("a", Image, "app", state));
        await api.AddAsync(Collections.Statuses, Seed.Status(Image, "app", state, "a") with { RunUntil = until });
        var status = await api.JsonAsync($"/v1/attestations/{Image}");
        status.GetProperty("run").GetString().ShouldBe(run);
        status.TryGetProperty("runUntil", out var told).ShouldBe(run == "draining");
        if (run == "draining")
            told.GetDateTimeOffset().ShouldBe(until!.Value);
        status.GetProperty("admit").GetBoolean().ShouldBe(run == "active");
    }

    [Fact]
    public async Task Without_a_first_decision_it_may_go_on_until_the_deadline()
    {
        await using var api = await RunningApi.StartAsync();
        await api.AddAsync(Collections.Statuses, Seed.Status(Image, "app", DecisionState.Pending) with { Deadline = DateTimeOffset.UtcNow.AddMinutes(5) });
        await api.AddAsync(Collections.Statuses, Seed.Status(Image, "old", DecisionState.Pending));
        var of = (await api.JsonAsync($"/v1/attestations/{Image}")).GetProperty("artifacts").EnumerateArray().ToDictionary(a => a.GetProperty("repository").GetString()!, a => a.GetProperty("run").GetString());
        of.ShouldBe(new Dictionary<string, string?> { ["app"] = "draining", ["old"] = "terminated" }, ignoreOrder: true);
        (await api.JsonAsync($"/v1/attestations/{Image}")).GetProperty("run").GetString().ShouldBe("terminated");
    }

    [Fact]
    public async Task Each_environment_has_its_own_answer_and_one_that_is_not_decided_admits_nothing()
    {
        await using var api = await RunningApi.StartAsync();
        await api.DecideAsync(Image, "app", DecisionState.Passed);
        var artifact = $"registry.test:5000/app@{Image}";
        var audited = new DecisionEntry(DecisionEffect.Deny, new Finding("acme.audited", Severity.High, "would deny"), "next", [], [], Audit: true);
        await api.AddAsync(Collections.Attestations, Seed.Attestation("p", Image, "app", DecisionState.Failed, minute: 1) with { Environment = "production", Entries = [audited] });
        await api.AddAsync(Collections.Statuses, Seed.Status(Image, "app", DecisionState.Failed, "p") with { Id = DecisionEnvironment.StatusId(artifact, "production"), Environment = "production" });

        (await api.JsonAsync($"/v1/attestations/{Image}")).GetProperty("state").GetString().ShouldBe("passed");
        foreach (var query in new[] { "?environment=production", "?environment=production&repository=registry.test:5000/app" })
        {
            var production = await api.JsonAsync($"/v1/attestations/{Image}{query}");
            production.GetProperty("state").GetString().ShouldBe("failed");
            var one = production.GetProperty("artifacts").EnumerateArray().ShouldHaveSingleItem();
            (one.GetProperty("artifact").GetString(), one.GetProperty("environment").GetString()).ShouldBe((artifact, "production"));
            one.GetProperty("audit").EnumerateArray().ShouldHaveSingleItem().GetProperty("finding").GetProperty("id").GetString().ShouldBe("acme.audited");
        }
        (await api.JsonAsync($"/v1/attestations/{Image}?environment=staging", HttpStatusCode.NotFound)).GetProperty("admit").GetBoolean().ShouldBeFalse();
        var history = await api.JsonAsync($"/v1/attestations/{Image}/history?environment=production");
        history.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe("p");
        (await api.JsonAsync($"/v1/attestations/{Image}/history")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }
}
