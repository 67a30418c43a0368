using System.Net;
using System.Text;
using System.Text.Json;
using Attestry.Hosting.Security;
using Attestry.Storage;

namespace Attestry.StatusApi.Tests.Vex;

public sealed class VexTests
{
    private const string Document =
        """
        {"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://example.com/vex/1","author":"a","timestamp":"2026-01-01T00:00:00Z","version":1,
         "statements":[{"vulnerability":{"name":"CVE-2026-1"},"products":[{"@id":"pkg:npm/x"}],"status":"fixed"},{"vulnerability":{"name":"CVE-2026-2"},"products":[{"@id":"pkg:npm/x"}],"status":"nonsense"}]}
        """;

    [Fact]
    public async Task An_administrator_uploads_and_withdraws_and_the_record_stays()
    {
        await using var api = await RunningApi.StartAsync();
        await api.UseKeyAsync(Roles.Admin);
        using var uploaded = await PostAsync(api, "?repository=ghcr.io/acme/**", Document);
        uploaded.StatusCode.ShouldBe(HttpStatusCode.Created);
        var body = JsonDocument.Parse(await uploaded.Content.ReadAsStringAsync()).RootElement;
        var id = body.GetProperty("id").GetString()!;
        (body.GetProperty("format").GetString(), body.GetProperty("statements").GetInt32(), body.GetProperty("author").GetString()).ShouldBe(("openvex", 1, "test"));
        body.GetProperty("findings").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe("vulnerability.vex-malformed");
        var stored = (await api.Store.Collection(Collections.Vex).GetAsync(id, default))!.Document;
        Encoding.UTF8.GetString((await api.Contents.GetAsync(stored.Content, default))!).ShouldBe(Document);
        (await api.JsonAsync("/v1/vex")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("repository").GetString().ShouldBe("ghcr.io/acme/**");

        using var withdrawn = await api.Client.DeleteAsync($"/v1/vex/{id}");
        withdrawn.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await api.Store.Collection(Collections.Vex).GetAsync(id, default))!.Document.WithdrawnBy.ShouldBe("test");
        using var unknown = await api.Client.DeleteAsync("/v1/vex/unknown");
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await Eventually.HoldsAsync(() => api.VexChanges.Count == 2);
        api.VexChanges.ShouldBe([new(id, Withdrawn: false), new(id, Withdrawn: true)], ignoreOrder: true);
    }

    [Theory]
    [InlineData("", Document, "repository")]
    [InlineData("?repository=acme", Document, "repository")]
    [InlineData("?repository=**", "{}", "OpenVEX")]
    [InlineData("?repository=**", "no json", "OpenVEX")]
    [InlineData("?repository=**", """{"@context":"https://openvex.dev/ns/v0.2.0","author":"a","timestamp":"2026-01-01T00:00:00Z","statements":[]}""", "None of its statements")]
    public async Task What_says_nothing_is_refused_with_a_problem_document(string query, string document, string told)
    {
        await using var api = await RunningApi.StartAsync();
        await api.UseKeyAsync(Roles.Admin);
        using var response = await PostAsync(api, query, document);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await response.Content.ReadAsStringAsync()).ShouldContain(told);
        (await api.Store.Collection(Collections.Vex).CountAsync(new("by_created"), default)).ShouldBe(0);
    }

    [Fact]
    public async Task Only_administrators_may()
    {
        await using var api = await RunningApi.StartAsync();
        using var response = await PostAsync(api, "?repository=**", Document);
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<HttpResponseMessage> PostAsync(RunningApi api, string query, string document)
    {
        using var content = new StringContent(document, Encoding.UTF8, "application/json");
        return await api.Client.PostAsync($"/v1/vex{query}", content);
    }
}
