using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Attestry.Contracts.Messages;
using Attestry.Hosting.Security;
using Attestry.Storage;

namespace Attestry.StatusApi.Tests.Exceptions;

public sealed class ExceptionTests
{
    private static readonly DateTimeOffset Soon = DateTimeOffset.UtcNow.AddDays(7);

    [Fact]
    public async Task An_administrator_grants_reads_and_withdraws_and_the_record_stays()
    {
        await using var api = await RunningApi.StartAsync();
        await api.UseKeyAsync(Roles.Admin);
        using var granted = await api.Client.PostAsJsonAsync("/v1/exceptions", new { repository = "ghcr.io/acme/**", package = "pkg:npm/x", finding = "policy.package-denied", reason = "Upgrade planned.", expiresAt = Soon });
        granted.StatusCode.ShouldBe(HttpStatusCode.Created);
        var body = JsonDocument.Parse(await granted.Content.ReadAsStringAsync()).RootElement;
        var id = body.GetProperty("id").GetString()!;
        granted.Headers.Location!.ToString().ShouldBe($"/v1/exceptions/{id}");
        (body.GetProperty("author").GetString(), body.GetProperty("state").GetString(), body.GetProperty("reason").GetString()).ShouldBe(("test", "in-force", "Upgrade planned."));
        (await api.Store.Collection(Collections.Exceptions).GetAsync(id, default))!.Document.ExpiresAt.ShouldBe(Soon);
        (await api.JsonAsync("/v1/exceptions")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(id);

        using var revoked = await api.Client.DeleteAsync($"/v1/exceptions/{id}");
        revoked.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var again = await api.Client.DeleteAsync($"/v1/exceptions/{id}");
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        var read = await api.JsonAsync($"/v1/exceptions/{id}");
        (read.GetProperty("state").GetString(), read.GetProperty("revokedBy").GetString()).ShouldBe(("revoked", "test"));
        (await api.Store.Collection(Collections.Exceptions).GetAsync(id, default))!.Version.ShouldBe(2);
        await Eventually.HoldsAsync(() => api.Changes.Count == 3);
        api.Changes.ShouldBe([new ExceptionChanged(id, Revoked: false), new(id, Revoked: true), new(id, Revoked: true)], ignoreOrder: true);
    }

    [Theory]
    [InlineData("""{"reason":"r","expiresAt":"SOON"}""", "scope")]
    [InlineData("""{"finding":"a.b","expiresAt":"SOON"}""", "reason")]
    [InlineData("""{"finding":"a.b","reason":"  ","expiresAt":"SOON"}""", "reason")]
    [InlineData("""{"finding":"a.b","reason":"r"}""", "expiresAt")]
    [InlineData("""{"finding":"a.b","reason":"r","expiresAt":"2020-01-01T00:00:00Z"}""", "ahead")]
    [InlineData("""{"finding":"a.b","reason":"r","expiresAt":"2199-01-01T00:00:00Z"}""", "ahead")]
    [InlineData("""{"digest":"sha256:1","reason":"r","expiresAt":"SOON"}""", "digest")]
    [InlineData("""{"package":"pkg:npm","reason":"r","expiresAt":"SOON"}""", "package")]
    [InlineData("""{"repository":"acme","reason":"r","expiresAt":"SOON"}""", "pattern")]
    [InlineData("""{"finding":"policy.evaluation-error","reason":"r","expiresAt":"SOON"}""", "judged")]
    [InlineData("""{"finding":"a.b","reason":"r","expiresAt":"tomorrow"}""", "")]
    [InlineData("""{"finding":""", "")]
    public async Task What_cannot_be_granted_is_refused_with_a_problem_document(string request, string told)
    {
        await using var api = await RunningApi.StartAsync();
        await api.UseKeyAsync(Roles.Admin);
        using var content = new StringContent(request.Replace("SOON", Soon.ToString("O"), StringComparison.Ordinal), Encoding.UTF8, "application/json");
        using var response = await api.Client.PostAsync("/v1/exceptions", content);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await response.Content.ReadAsStringAsync()).ShouldContain(told);
        (await api.Store.Collection(Collections.Exceptions).CountAsync(new("by_created"), default)).ShouldBe(0);
    }

    [Fact]
    public async Task An_auditor_reads_and_changes_nothing_and_others_do_not_even_read()
    {
        await using var api = await RunningApi.StartAsync();
        (await api.JsonAsync("/v1/exceptions")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await api.JsonAsync("/v1/exceptions/none", HttpStatusCode.NotFound)).GetProperty("detail").GetString()!.ShouldContain("none");
        using var granted = await api.Client.PostAsJsonAsync("/v1/exceptions", new { finding = "a.b", reason = "r", expiresAt = Soon });
        granted.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var revoked = await api.Client.DeleteAsync("/v1/exceptions/none");
        revoked.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await api.UseKeyAsync(Roles.Runtime);
        await api.JsonAsync("/v1/exceptions", HttpStatusCode.Forbidden);
        await api.UseKeyAsync(Roles.Admin);
        using var missing = await api.Client.DeleteAsync("/v1/exceptions/none");
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
