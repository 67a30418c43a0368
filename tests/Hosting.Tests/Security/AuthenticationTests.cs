using System.Net;
using Attestry.Contracts.Documents;
using Attestry.Hosting.Options;
using Attestry.Hosting.Security;
using Attestry.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Attestry.Hosting.Tests.Security;

public sealed class AuthenticationTests
{
    [Theory]
    [InlineData(Roles.Ingest, "/ingest")]
    [InlineData(Roles.Runtime, "/runtime")]
    [InlineData(Roles.Auditor, "/auditor", "/runtime")]
    [InlineData(Roles.Agent, "/agent")]
    [InlineData(Roles.Admin, "/ingest", "/runtime", "/auditor", "/agent", "/admin", "/forgotten")]
    public async Task A_role_opens_its_own_doors_and_no_other(string role, params string[] open)
    {
        await using var host = await RunningHost.StartAsync(MapDoors);
        await host.UseKeyAsync(role);

        foreach (var door in Roles.All.Select(name => "/" + name).Append("/forgotten"))
        {
            using var response = await host.Client.GetAsync(door);
            response.StatusCode.ShouldBe(open.Contains(door) ? HttpStatusCode.OK : HttpStatusCode.Forbidden, door);
        }
    }

    [Fact]
    public async Task Nothing_is_open_without_a_key_not_even_what_forgot_to_say_so()
    {
        await using var host = await RunningHost.StartAsync(MapDoors);

        foreach (var door in Roles.All.Select(name => "/" + name).Append("/forgotten").Append("/unknown"))
        {
            using var response = await host.Client.GetAsync(door);
            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, door);
            response.Headers.WwwAuthenticate.Single().Scheme.ShouldBe("Bearer");
        }
    }

    [Fact]
    public async Task A_key_is_taken_from_either_header_and_refused_when_it_is_wrong_unknown_or_foreign()
    {
        await using var host = await RunningHost.StartAsync(MapDoors);
        var (key, document) = ApiKeys.Create("k", [Roles.Runtime], DateTimeOffset.UtcNow);
        await Keys(host).InsertAsync(document, default);
        var (stranger, _) = ApiKeys.Create("s", [Roles.Admin], DateTimeOffset.UtcNow);

        (await AskAsync("Authorization", "Bearer " + key)).ShouldBe(HttpStatusCode.OK);
        (await AskAsync("Authorization", "bearer " + key)).ShouldBe(HttpStatusCode.OK);
        (await AskAsync("X-Api-Key", key)).ShouldBe(HttpStatusCode.OK);
        (await AskAsync("Authorization", "Bearer " + stranger)).ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync("Authorization", $"Bearer {key[..^1]}{(key[^1] == '0' ? '1' : '0')}")).ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync("Authorization", "Basic " + key)).ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync("Authorization", "Bearer eyJhbGciOiJub25lIn0.e30.")).ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync("X-Api-Key", "")).ShouldBe(HttpStatusCode.Unauthorized);

        async Task<HttpStatusCode> AskAsync(string header, string value)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/runtime");
            request.Headers.TryAddWithoutValidation(header, value).ShouldBeTrue();
            using var response = await host.Client.SendAsync(request);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task A_revoked_key_is_refused_within_seconds()
    {
        var time = new ManualTime(DateTimeOffset.UtcNow);
        await using var host = await RunningHost.StartAsync(MapDoors, builder => builder.Services.AddSingleton<TimeProvider>(time));
        var (key, document) = ApiKeys.Create("k", [Roles.Runtime], time.GetUtcNow());
        await Keys(host).InsertAsync(document, default);
        host.Client.DefaultRequestHeaders.Add("X-Api-Key", key);
        (await StatusAsync(host)).ShouldBe(HttpStatusCode.OK);

        (await Keys(host).ReplaceAsync(document with { RevokedAt = time.GetUtcNow() }, 1, default)).ShouldBeTrue();
        time.Advance(TimeSpan.FromSeconds(5));

        (await StatusAsync(host)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_expired_key_is_refused_though_it_is_remembered()
    {
        var time = new ManualTime(DateTimeOffset.UtcNow);
        await using var host = await RunningHost.StartAsync(MapDoors, builder => builder.Services.AddSingleton<TimeProvider>(time));
        var (key, document) = ApiKeys.Create("k", [Roles.Runtime], time.GetUtcNow(), time.GetUtcNow().AddSeconds(1));
        await Keys(host).InsertAsync(document, default);
        host.Client.DefaultRequestHeaders.Add("X-Api-Key", key);
        (await StatusAsync(host)).ShouldBe(HttpStatusCode.OK);

        time.Advance(TimeSpan.FromSeconds(1));

        (await StatusAsync(host)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_configured_key_needs_no_store_entry()
    {
        var (key, document) = ApiKeys.Create("bootstrap", [Roles.Admin], DateTimeOffset.UtcNow);
        await using var host = await RunningHost.StartAsync(MapDoors, null, Configured(document));
        host.Client.DefaultRequestHeaders.Add("X-Api-Key", key);

        (await StatusAsync(host)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_configured_key_with_an_unknown_role_stops_the_boot()
    {
        var (_, document) = ApiKeys.Create("bootstrap", [Roles.Admin], DateTimeOffset.UtcNow);

        var refusal = await Should.ThrowAsync<OptionsException>(() => RunningHost.StartAsync(null, null, Configured(document with { Roles = ["root"] })));

        refusal.Message.ShouldContain("'Security:ApiKeys:0:Roles'");
        refusal.Message.ShouldContain("'root'");
    }

    private static (string, string?)[] Configured(ApiKeyDocument key) =>
    [
        ("Security:ApiKeys:0:Id", key.Id),
        ("Security:ApiKeys:0:Name", key.Name),
        ("Security:ApiKeys:0:Hash", key.Hash),
        ("Security:ApiKeys:0:Roles:0", key.Roles[0]),
    ];

    private static IDocumentCollection<ApiKeyDocument> Keys(RunningHost host) =>
        host.App.Services.GetRequiredService<IDocumentStore>().Collection(Collections.ApiKeys);

    private static async Task<HttpStatusCode> StatusAsync(RunningHost host)
    {
        using var response = await host.Client.GetAsync("/runtime");
        return response.StatusCode;
    }

    private static void MapDoors(WebApplication app)
    {
        foreach (var role in Roles.All)
            app.MapGet("/" + role, () => TypedResults.Ok()).RequireAuthorization(role);
        app.MapGet("/forgotten", () => TypedResults.Ok());
    }
}
