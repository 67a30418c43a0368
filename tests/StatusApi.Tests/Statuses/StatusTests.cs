using System.Net;
using System.Net.Http.Headers;
using Attestry.Contracts.Documents;
using Attestry.Hosting.Security;
using Attestry.Storage;

namespace Attestry.StatusApi.Tests.Statuses;

public sealed class StatusTests
{
    private static readonly Primitives.Digest Image = Seed.DigestOf("image");

    [Theory]
    [InlineData(DecisionState.Passed, true)]
    [InlineData(DecisionState.Warned, true)]
    [InlineData(DecisionState.Failed, false)]
    [InlineData(DecisionState.Revoked, false)]
    [InlineData(DecisionState.Unknown, false)]
    [InlineData(DecisionState.Pending, false)]
    public async Task Only_passed_and_warned_admit(DecisionState state, bool admit)
    {
        await using var api = await RunningApi.StartAsync();
        await api.UseKeyAsync(Roles.Runtime);
        await api.DecideAsync(Image, "app", state);

        var status = await api.JsonAsync($"/v1/attestations/{Image}");

        status.GetProperty("digest").GetString().ShouldBe(Image.Text);
        status.GetProperty("state").GetString().ShouldBe(state.ToString().ToLowerInvariant());
        status.GetProperty("admit").GetBoolean().ShouldBe(admit);
        var artifact = status.GetProperty("artifacts").EnumerateArray().Single();
        artifact.GetProperty("artifact").GetString().ShouldBe($"registry.test:5000/app@{Image}");
        artifact.GetProperty("attestation").GetString().ShouldBe($"app-{state}-0");
        artifact.GetProperty("policy").GetString().ShouldBe("default");
        artifact.GetProperty("reasons").GetArrayLength().ShouldBe(state == DecisionState.Passed ? 0 : 1);
    }

    [Fact]
    public async Task A_pending_one_tells_its_deadline_and_does_not_admit_after_it_either()
    {
        await using var api = await RunningApi.StartAsync();
        // The deadline of the seed is long past: no evaluator looked at it since.
        await api.AddAsync(Collections.Statuses, Seed.Status(Image, "app", DecisionState.Pending));

        var status = await api.JsonAsync($"/v1/attestations/{Image}");

        status.GetProperty("state").GetString().ShouldBe("pending");
        status.GetProperty("admit").GetBoolean().ShouldBeFalse();
        status.GetProperty("deadline").GetDateTimeOffset().ShouldBe(Seed.Start.AddMinutes(10));
        status.GetProperty("artifacts")[0].GetProperty("attestation").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Of_several_repositories_the_worst_counts_and_all_are_listed()
    {
        await using var api = await RunningApi.StartAsync();
        await api.DecideAsync(Image, "a", DecisionState.Passed);
        await api.DecideAsync(Image, "b", DecisionState.Failed);
        await api.DecideAsync(Image, "c", DecisionState.Warned);
        await api.DecideAsync(Seed.DigestOf("other"), "d", DecisionState.Revoked);

        var status = await api.JsonAsync($"/v1/attestations/{Image}");

        status.GetProperty("state").GetString().ShouldBe("failed");
        status.GetProperty("admit").GetBoolean().ShouldBeFalse();
        status.GetProperty("artifacts").EnumerateArray().Select(artifact => artifact.GetProperty("repository").GetString()).ShouldBe(["b", "c", "a"]);
    }

    [Fact]
    public async Task A_named_repository_counts_alone()
    {
        await using var api = await RunningApi.StartAsync();
        await api.DecideAsync(Image, "a", DecisionState.Passed);
        await api.DecideAsync(Image, "b", DecisionState.Failed);

        var status = await api.JsonAsync($"/v1/attestations/{Image}?repository=registry.test:5000/a");

        status.GetProperty("state").GetString().ShouldBe("passed");
        status.GetProperty("artifacts").GetArrayLength().ShouldBe(1);
        (await api.JsonAsync($"/v1/attestations/{Image}?repository=registry.test:5000/c", HttpStatusCode.NotFound)).GetProperty("state").GetString().ShouldBe("unknown");
    }

    [Fact]
    public async Task A_digest_that_nobody_pushed_is_404_with_the_state_unknown()
    {
        await using var api = await RunningApi.StartAsync();

        using var response = await api.Client.GetAsync($"/v1/attestations/{Image}");
        var problem = await api.JsonAsync($"/v1/attestations/{Image}", HttpStatusCode.NotFound);

        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        problem.GetProperty("state").GetString().ShouldBe("unknown");
        problem.GetProperty("admit").GetBoolean().ShouldBeFalse();
        problem.GetProperty("digest").GetString().ShouldBe(Image.Text);
    }

    [Fact]
    public async Task A_pass_without_its_signed_decision_is_unknown()
    {
        await using var api = await RunningApi.StartAsync();
        await api.AddAsync(Collections.Statuses, Seed.Status(Image, "app", DecisionState.Passed, "lost"));

        var status = await api.JsonAsync($"/v1/attestations/{Image}");

        status.GetProperty("state").GetString().ShouldBe("unknown");
        status.GetProperty("admit").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Where_status_and_signed_decision_differ_the_worse_counts()
    {
        await using var api = await RunningApi.StartAsync();
        await api.AddAsync(Collections.Attestations, Seed.Attestation("1", Image, "app", DecisionState.Failed));
        await api.AddAsync(Collections.Statuses, Seed.Status(Image, "app", DecisionState.Passed, "1"));

        (await api.JsonAsync($"/v1/attestations/{Image}")).GetProperty("state").GetString().ShouldBe("failed");
    }

    [Theory]
    [InlineData(DecisionState.Passed, DecisionState.Revoked, "revoked")]
    [InlineData(DecisionState.Failed, DecisionState.Passed, "failed")]
    public async Task A_decision_that_is_being_issued_counts_already_when_it_is_worse(DecisionState standing, DecisionState issuing, string expected)
    {
        await using var api = await RunningApi.StartAsync();
        await api.AddAsync(Collections.Attestations, Seed.Attestation("1", Image, "app", standing));
        await api.AddAsync(Collections.Statuses, Seed.Status(Image, "app", standing, "1") with { Issuing = Seed.Attestation("2", Image, "app", issuing, "1") });

        (await api.JsonAsync($"/v1/attestations/{Image}")).GetProperty("state").GetString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("sha256:abc")]
    [InlineData("latest")]
    [InlineData("sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    [InlineData("md5:d41d8cd98f00b204e9800998ecf8427e")]
    public async Task What_is_no_digest_is_refused(string digest)
    {
        await using var api = await RunningApi.StartAsync();

        (await api.JsonAsync($"/v1/attestations/{digest}", HttpStatusCode.BadRequest)).GetProperty("detail").GetString()!.ShouldContain("sha256:<64");
    }

    [Theory]
    [InlineData("registry.test/app:tag")]
    [InlineData("registry.test/app%40sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("registry.test/../app")]
    [InlineData("")]
    public async Task What_is_no_repository_is_refused(string repository)
    {
        await using var api = await RunningApi.StartAsync();

        (await api.JsonAsync($"/v1/attestations/{Image}?repository={repository}", HttpStatusCode.BadRequest)).GetProperty("detail").GetString()!.ShouldContain("registry/repository");
    }

    [Fact]
    public async Task A_client_that_has_the_answer_gets_304_until_the_decision_changes()
    {
        await using var api = await RunningApi.StartAsync();
        var before = await api.DecideAsync(Image, "app", DecisionState.Passed);
        using var first = await api.Client.GetAsync($"/v1/attestations/{Image}");
        var tag = first.Headers.ETag!;

        tag.IsWeak.ShouldBeFalse();
        (await AskAsync(tag.ToString())).ShouldBe(HttpStatusCode.NotModified);
        (await AskAsync($"\"else\", W/{tag}")).ShouldBe(HttpStatusCode.NotModified);
        (await AskAsync("*")).ShouldBe(HttpStatusCode.NotModified);
        (await AskAsync("\"else\"")).ShouldBe(HttpStatusCode.OK);
        (await AskAsync("rubbish")).ShouldBe(HttpStatusCode.OK);

        await api.AddAsync(Collections.Attestations, Seed.Attestation("2", Image, "app", DecisionState.Revoked, before.Attestation));
        (await api.Store.Collection(Collections.Statuses).ReplaceAsync(before with { State = DecisionState.Revoked, Attestation = "2" }, 1, default)).ShouldBeTrue();

        (await AskAsync(tag.ToString())).ShouldBe(HttpStatusCode.OK);

        async Task<HttpStatusCode> AskAsync(string held)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/attestations/{Image}");
            request.Headers.TryAddWithoutValidation("If-None-Match", held).ShouldBeTrue();
            using var response = await api.Client.SendAsync(request);
            response.Headers.CacheControl.ShouldBe(new CacheControlHeaderValue { Private = true, NoCache = true });
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task A_remembered_answer_is_looked_up_again_when_its_time_is_over()
    {
        await using var api = await RunningApi.StartAsync(("Status:CacheMilliseconds", "300"));
        var status = await api.DecideAsync(Image, "app", DecisionState.Passed);
        (await StateAsync()).ShouldBe("passed");

        (await api.Store.Collection(Collections.Statuses).ReplaceAsync(status with { State = DecisionState.Revoked }, 1, default)).ShouldBeTrue();

        await Eventually.HoldsAsync(async () => await StateAsync() == "revoked");

        async Task<string?> StateAsync() => (await api.JsonAsync($"/v1/attestations/{Image}")).GetProperty("state").GetString();
    }

    [Theory]
    [InlineData(Roles.Ingest, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Agent, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Runtime, HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Auditor, HttpStatusCode.OK, HttpStatusCode.OK)]
    [InlineData(Roles.Admin, HttpStatusCode.OK, HttpStatusCode.OK)]
    public async Task A_runtime_may_ask_for_a_status_and_an_auditor_for_everything(string role, HttpStatusCode status, HttpStatusCode rest)
    {
        await using var api = await RunningApi.StartAsync();
        await api.DecideAsync(Image, "app", DecisionState.Passed);
        await api.UseKeyAsync(role);

        await AskAsync($"/v1/attestations/{Image}", status);
        await AskAsync("/v1/attestations", rest);
        await AskAsync($"/v1/attestations/{Image}/envelope", rest);
        await AskAsync($"/v1/attestations/{Image}/history", rest);
        await AskAsync($"/v1/attestations/{Image}/evidence", rest);
        await AskAsync("/v1/attestations/by-id/app-Passed-0", rest);
        api.Client.DefaultRequestHeaders.Authorization = null;
        await AskAsync($"/v1/attestations/{Image}", HttpStatusCode.Unauthorized);

        async Task AskAsync(string path, HttpStatusCode expected)
        {
            using var response = await api.Client.GetAsync(path);
            response.StatusCode.ShouldBe(expected, path);
        }
    }

    [Fact]
    public async Task It_only_reads()
    {
        await using var api = await RunningApi.StartAsync();
        await api.UseKeyAsync(Roles.Admin);

        foreach (var method in new[] { HttpMethod.Post, HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete })
        {
            using var request = new HttpRequestMessage(method, $"/v1/attestations/{Image}");
            using var response = await api.Client.SendAsync(request);
            response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        }
    }
}
