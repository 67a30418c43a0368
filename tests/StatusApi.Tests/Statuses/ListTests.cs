using System.Net;
using System.Text.Json;
using Attestry.Contracts.Documents;

namespace Attestry.StatusApi.Tests.Statuses;

public sealed class ListTests
{
    [Theory]
    [InlineData("", "e d c b a")]
    [InlineData("?state=failed", "d b")]
    [InlineData("?repository=registry.test:5000/team/x", "e b")]
    [InlineData("?repository=registry.test:5000/team/x&state=failed", "b")]
    [InlineData("?since=2026-05-01T12:03:00Z", "e d")]
    [InlineData("?state=failed&since=2026-05-01T12:03:00Z", "d")]
    [InlineData("?repository=registry.test:5000/team/x&since=2026-05-01T12:02:00Z", "e")]
    [InlineData("?state=revoked", "")]
    [InlineData("?repository=elsewhere.test/team/x", "")]
    public async Task Filters_narrow_and_the_last_change_comes_first(string query, string expected)
    {
        await using var api = await RunningApi.StartAsync();
        await SeedAsync(api);

        var page = await api.JsonAsync("/v1/attestations" + query);

        string.Join(' ', Names(page)).ShouldBe(expected);
        page.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("state=failed&")]
    [InlineData("repository=registry.test:5000/team/x&")]
    public async Task Pages_follow_one_another_by_link_without_gap_or_repetition(string filter)
    {
        await using var api = await RunningApi.StartAsync();
        await SeedAsync(api);
        var all = Names(await api.JsonAsync($"/v1/attestations?{filter}limit=200"));
        var seen = new List<string>();

        for (var path = $"/v1/attestations?{filter}limit=1"; path is not null;)
        {
            using var response = await api.Client.GetAsync(path);
            var page = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
            seen.AddRange(Names(page));
            path = response.Headers.TryGetValues("Link", out var link) ? Target(link.Single()) : null;
            (path is null).ShouldBe(page.GetProperty("next").ValueKind == JsonValueKind.Null);
        }

        seen.ShouldBe(all);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("limit=many")]
    [InlineData("state=good")]
    [InlineData("state=1")]
    [InlineData("repository=registry.test/app:tag")]
    [InlineData("since=yesterday")]
    [InlineData("after=rubbish")]
    [InlineData("after=WyJhIiwiYiIsImMiLCJkIiwiZSJd")]
    public async Task A_wrong_filter_is_400(string query)
    {
        await using var api = await RunningApi.StartAsync();
        await SeedAsync(api);

        (await api.JsonAsync("/v1/attestations?" + query, HttpStatusCode.BadRequest)).GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
    }

    private static async Task SeedAsync(RunningApi api)
    {
        await api.DecideAsync(Seed.DigestOf("a"), "a", DecisionState.Passed, 0);
        await api.DecideAsync(Seed.DigestOf("b"), "team/x", DecisionState.Failed, 1);
        await api.DecideAsync(Seed.DigestOf("c"), "c", DecisionState.Warned, 2);
        await api.DecideAsync(Seed.DigestOf("d"), "d", DecisionState.Failed, 3);
        await api.DecideAsync(Seed.DigestOf("e"), "team/x", DecisionState.Passed, 4);
    }

    private static List<string> Names(JsonElement page) =>
        [.. page.GetProperty("items").EnumerateArray().Select(item =>
            "abcde".Select(letter => letter.ToString()).Single(letter => Seed.DigestOf(letter).Text == item.GetProperty("digest").GetString()))];

    private static string Target(string link)
    {
        link.ShouldEndWith(">; rel=\"next\"");
        return link[1..link.IndexOf('>')];
    }
}
