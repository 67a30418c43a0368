using System.Text;
using Attestry.Oci.Manifests;
using Attestry.Oci.Registries;
using Attestry.Oci.Tests.Support;
using Attestry.Primitives.Findings;
using Microsoft.AspNetCore.Http;

namespace Attestry.Oci.Tests.Registries;

public sealed class AuthenticationTests
{
    private static readonly string Basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("user:secret"));

    [Fact]
    public async Task Answers_a_token_challenge_and_keeps_the_token_for_its_scope()
    {
        var time = new HastyTime();
        await using var server = await TokenServerAsync(realm: host => $"http://{host}/token?extra=1");
        using var client = server.Client(time, WithUser);
        var repository = client.Repository(RegistryTest.Repository);
        await repository.GetManifestAsync("1.0", CancellationToken.None);
        await repository.GetManifestAsync("1.0", CancellationToken.None);
        var asked = server.SeenAt("/token").Single();
        asked.Authorization.ShouldBe(Basic);
        asked.Query.ShouldBe("?extra=1&service=here&scope=repository%3Aacme%2Fapp%3Apull");
        server.SeenAt("/v2/acme/app/manifests/1.0").Select(r => r.Authorization).ShouldBe(["", "Bearer token-1", "Bearer token-1"]);

        await client.Repository("acme/other").GetManifestAsync("1.0", CancellationToken.None);
        server.SeenAt("/token").Count().ShouldBe(2);

        time.Ahead = TimeSpan.FromSeconds(299);
        await repository.GetManifestAsync("1.0", CancellationToken.None);
        server.SeenAt("/token").Count().ShouldBe(3);
    }

    [Fact]
    public async Task Asks_anonymously_without_a_user()
    {
        await using var server = await TokenServerAsync(realm: host => $"http://{host}/token");
        using var client = server.Client();
        (await client.Repository(RegistryTest.Repository).GetManifestAsync("1.0", CancellationToken.None)).ShouldNotBeNull();
        server.SeenAt("/token").Single().Authorization.ShouldBe("");
    }

    [Fact]
    public async Task Sends_no_credential_over_plain_http_to_another_host()
    {
        await using var thief = await LoopbackServer.StartAsync(_ => Task.CompletedTask);
        await using var server = await TokenServerAsync(realm: _ => $"http://localhost:{thief.Host.Split(':')[1]}/token");
        using var client = server.Client(with: WithUser);
        var fault = await Should.ThrowAsync<OciException>(() => client.Repository(RegistryTest.Repository).GetManifestAsync("1.0", CancellationToken.None));
        fault.Finding.Id.ShouldBe(OciFindings.RegistryUnsafeRealm);
        thief.Seen.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/token")]
    [InlineData("https://user:password@127.0.0.1/token")]
    [InlineData("not a url")]
    public async Task Refuses_realms_that_are_none(string realm)
    {
        await using var server = await TokenServerAsync(_ => realm);
        using var client = server.Client();
        await Should.ThrowAsync<OciException>(() => client.Repository(RegistryTest.Repository).GetManifestAsync("1.0", CancellationToken.None));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"token":"a","token":"b"}""")]
    [InlineData("""{"token":"a\r\nX-Injected: b"}""")]
    public async Task Refuses_tokens_that_are_none(string answer)
    {
        await using var server = await TokenServerAsync(host => $"http://{host}/token", answer);
        using var client = server.Client();
        var fault = await Should.ThrowAsync<OciException>(() => client.Repository(RegistryTest.Repository).GetManifestAsync("1.0", CancellationToken.None));
        fault.Finding.Id.ShouldBe(OciFindings.RegistryMalformedAnswer);
    }

    [Fact]
    public async Task Answers_a_basic_challenge_and_then_does_not_wait_for_it()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("password"), "secret\n");
        var stored = Stored();
        await using var server = await LoopbackServer.StartAsync(context => Guarded(context, Basic, "Basic realm=\"r\"", stored));
        using var client = server.Client(with: o => o with { Username = "user", PasswordFile = folder.File("password") });
        var repository = client.Repository(RegistryTest.Repository);
        await repository.GetManifestAsync("1.0", CancellationToken.None);
        await repository.GetManifestAsync("1.0", CancellationToken.None);
        server.Seen.Select(r => r.Authorization).ShouldBe(["", Basic, Basic]);
    }

    [Fact]
    public async Task Sends_a_given_token_as_it_is()
    {
        var stored = Stored();
        await using var server = await LoopbackServer.StartAsync(context => Guarded(context, "Bearer given", "Bearer realm=\"https://127.0.0.1:1/\"", stored));
        using var client = server.Client(with: o => o with { Token = "given" });
        (await client.Repository(RegistryTest.Repository).GetManifestAsync("1.0", CancellationToken.None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Reports_a_refusal()
    {
        await using var server = await LoopbackServer.StartAsync(context => Guarded(context, "never", "Basic realm=\"r\"", new StoredRepository()));
        using var client = server.Client(with: WithUser);
        var fault = await Should.ThrowAsync<HttpRequestException>(() => client.Repository(RegistryTest.Repository).GetManifestAsync("1.0", CancellationToken.None));
        fault.StatusCode.ShouldBe(System.Net.HttpStatusCode.Unauthorized);
        server.Seen.Count.ShouldBe(2);
    }

    [Fact]
    public void Keeps_secrets_out_of_what_is_printed() =>
        WithUser(new RegistryOptions { Host = "h", Token = "given" }).ToString().ShouldBe("h");

    private static RegistryOptions WithUser(RegistryOptions options) => options with { Username = "user", Password = "secret" };

    private static StoredRepository Stored()
    {
        var stored = new StoredRepository();
        stored.Add("1.0", MediaTypes.OciManifest, RegistryTest.Image);
        return stored;
    }

    private static Task<LoopbackServer> TokenServerAsync(Func<string, string> realm, string? answer = null)
    {
        var (stored, tokens) = (Stored(), 0);
        return LoopbackServer.StartAsync(context => context.Request.Path == "/token"
            ? StoredRepository.WriteAsync(context, answer ?? $$"""{"token":"token-{{++tokens}}","expires_in":300}""")
            : Guarded(context, $"Bearer token-{tokens}", $"Bearer realm=\"{realm(context.Request.Host.Value!)}\",service=\"here\",scope=\"{Scope(context)}\"", stored));
    }

    private static string Scope(HttpContext context) => $"repository:{string.Join('/', context.Request.Path.Value!.Split('/')[2..4])}:pull";

    private static Task Guarded(HttpContext context, string expected, string challenge, StoredRepository stored)
    {
        if (context.Request.Headers.Authorization == expected)
            return stored.AnswerAsync(context);
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = challenge;
        return Task.CompletedTask;
    }
}
