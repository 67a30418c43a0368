using System.Net;
using Attestry.Contracts.Documents;
using Attestry.Storage;

namespace Attestry.StatusApi.Tests.Attestations;

public sealed class AttestationTests
{
    private static readonly Primitives.Digest Image = Seed.DigestOf("image");

    [Fact]
    public async Task The_envelope_is_the_stored_bytes_of_the_newest_decision()
    {
        await using var api = await RunningApi.StartAsync();
        var older = Seed.Attestation("1", Image, "app", DecisionState.Failed);
        var newer = Seed.Attestation("2", Image, "app", DecisionState.Passed, "1", 1);
        await api.AddAsync(Collections.Attestations, older, newer);
        await api.AddAsync(Collections.Statuses, Seed.Status(Image, "app", DecisionState.Passed, "2"));

        using var response = await api.Client.GetAsync($"/v1/attestations/{Image}/envelope");

        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.dsse.envelope.v1+json");
        (await response.Content.ReadAsStringAsync()).ShouldBe(newer.Envelope);
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/v1/attestations/{Image}/envelope");
        again.Headers.IfNoneMatch.Add(response.Headers.ETag!);
        using var unchanged = await api.Client.SendAsync(again);
        unchanged.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Of_several_repositories_the_envelope_is_that_of_the_state_that_counts()
    {
        await using var api = await RunningApi.StartAsync();
        await api.DecideAsync(Image, "a", DecisionState.Passed);
        await api.DecideAsync(Image, "b", DecisionState.Failed);

        (await EnvelopeAsync("")).ShouldBe(Seed.Attestation("b-Failed-0", Image, "b", DecisionState.Failed).Envelope);
        (await EnvelopeAsync("?repository=registry.test:5000/a")).ShouldBe(Seed.Attestation("a-Passed-0", Image, "a", DecisionState.Passed).Envelope);

        Task<string> EnvelopeAsync(string query) => api.Client.GetStringAsync(new Uri($"/v1/attestations/{Image}/envelope{query}", UriKind.Relative));
    }

    [Fact]
    public async Task Without_a_decision_there_is_no_envelope()
    {
        await using var api = await RunningApi.StartAsync();
        await api.AddAsync(Collections.Statuses, Seed.Status(Image, "app", DecisionState.Pending));

        await api.JsonAsync($"/v1/attestations/{Image}/envelope", HttpStatusCode.NotFound);
        await api.JsonAsync($"/v1/attestations/{Seed.DigestOf("none")}/envelope", HttpStatusCode.NotFound);
        await api.JsonAsync("/v1/attestations/latest/envelope", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_attestation_is_found_by_its_id_with_its_envelope()
    {
        await using var api = await RunningApi.StartAsync();
        await api.AddAsync(Collections.Attestations, Seed.Attestation("one", Image, "app", DecisionState.Warned, "zero"));

        var found = await api.JsonAsync("/v1/attestations/by-id/one");

        found.GetProperty("state").GetString().ShouldBe("warned");
        found.GetProperty("admit").GetBoolean().ShouldBeTrue();
        found.GetProperty("previous").GetString().ShouldBe("zero");
        found.GetProperty("evidence")[0].GetProperty("digest").GetString().ShouldBe(Seed.DigestOf("evidence").Text);
        found.GetProperty("envelope").GetProperty("payloadType").GetString().ShouldBe("application/vnd.in-toto+json");
        await api.JsonAsync("/v1/attestations/by-id/two", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_history_has_every_decision_about_the_artifact_and_no_other_newest_first()
    {
        await using var api = await RunningApi.StartAsync();
        await api.AddAsync(
            Collections.Attestations,
            Seed.Attestation("1", Image, "app", DecisionState.Failed),
            Seed.Attestation("2", Image, "app", DecisionState.Passed, "1", 1),
            Seed.Attestation("3", Image, "app", DecisionState.Revoked, "2", 2),
            Seed.Attestation("x", Image, "other", DecisionState.Passed, minute: 3));
        await api.AddAsync(Collections.Statuses, Seed.Status(Image, "app", DecisionState.Revoked, "3"));

        var first = await api.JsonAsync($"/v1/attestations/{Image}/history?limit=2");
        var second = await api.JsonAsync($"/v1/attestations/{Image}/history?limit=2&after={Uri.EscapeDataString(first.GetProperty("next").GetString()!)}");

        first.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()).ShouldBe(["3", "2"]);
        second.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()).ShouldBe(["1"]);
        first.GetProperty("items")[0].TryGetProperty("envelope", out _).ShouldBeFalse();
    }
}
