using System.Net.Http.Headers;
using System.Text;
using Attestry.Hosting.Options;
using static Attestry.Registry.Tests.RegistryClient;

namespace Attestry.Registry.Tests;

public sealed class AccessTests : RegistryTest
{
    protected override (string Key, string? Value)[] Settings => [("Username", "pusher"), ("Password", "s3cret:with-colon"), ("AnonymousWrite", "false")];

    [Fact]
    public async Task Lets_everyone_pull_and_only_the_account_push()
    {
        await Client.SendAsync("POST", "/v2/acme/app/blobs/uploads/").ShouldBeErrorAsync(401, "UNAUTHORIZED");
        await Client.SendAsync("PUT", "/v2/acme/app/manifests/1", Bytes("{}"), OciManifest).ShouldBeErrorAsync(401, "UNAUTHORIZED");
        await Client.SendAsync("DELETE", "/v2/acme/app/manifests/1").ShouldBeErrorAsync(401, "UNAUTHORIZED");
        SignIn("pusher", "s3cret:with-colon");
        await Client.PushImageAsync("acme/app", "1");
        Client.DefaultRequestHeaders.Authorization = null;
        using (await Client.SendAsync("GET", "/v2/acme/app/manifests/1").ShouldBeAsync(200)) { }
    }

    [Fact]
    public async Task Challenges_at_the_version_check_so_that_clients_know_of_the_account()
    {
        using (var response = await Client.SendAsync("GET", "/v2/").ShouldBeAsync(401))
            response.Header("WWW-Authenticate")!.ShouldStartWith("Basic ");
        SignIn("pusher", "s3cret:with-colon");
        using (await Client.SendAsync("GET", "/v2/").ShouldBeAsync(200)) { }
    }

    [Theory]
    [InlineData("Basic cHVzaGVyOndyb25n")]
    [InlineData("Basic OnMzY3JldDp3aXRoLWNvbG9u")]
    [InlineData("Basic not-base64")]
    [InlineData("Basic")]
    [InlineData("Bearer s3cret:with-colon")]
    public async Task Refuses_a_wrong_account_even_where_none_is_needed(string authorization)
    {
        Client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        await Client.SendAsync("GET", "/v2/_catalog").ShouldBeErrorAsync(401, "UNAUTHORIZED");
        await Client.SendAsync("POST", "/v2/acme/app/blobs/uploads/").ShouldBeErrorAsync(401, "UNAUTHORIZED");
    }

    [Fact]
    public async Task Takes_an_empty_account_for_none()
    {
        SignIn("", "");
        using (await Client.SendAsync("GET", "/v2/_catalog").ShouldBeAsync(200)) { }
        await Client.SendAsync("POST", "/v2/acme/app/blobs/uploads/").ShouldBeErrorAsync(401, "UNAUTHORIZED");
    }

    [Fact]
    public async Task Closes_pulls_too_when_told_so()
    {
        await RestartAsync(("AnonymousRead", "false"));
        await Client.SendAsync("GET", "/v2/_catalog").ShouldBeErrorAsync(401, "UNAUTHORIZED");
        SignIn("pusher", "s3cret:with-colon");
        using (await Client.SendAsync("GET", "/v2/_catalog").ShouldBeAsync(200)) { }
    }

    [Fact]
    public async Task Serves_beside_services_that_deny_by_default()
    {
        using var folder = new TemporaryFolder();
        await using var host = await RegistryHost.StartAsync(folder.File("registry"), withDefaults: true, Settings);
        await host.Client.SendAsync("POST", "/v2/acme/app/blobs/uploads/").ShouldBeErrorAsync(401, "UNAUTHORIZED");
        host.Client.DefaultRequestHeaders.Authorization = Account("pusher", "s3cret:with-colon");
        await host.Client.PushImageAsync("acme/app", "1");
        await host.Client.PushBlobAsync("acme/app", new byte[6 * 1024 * 1024]);
        host.Client.DefaultRequestHeaders.Authorization = null;
        using (await host.Client.SendAsync("GET", "/v2/acme/app/manifests/1").ShouldBeAsync(200)) { }
        await host.Client.SendAsync("GET", "/v2/acme/app/manifests/2").ShouldBeErrorAsync(404, "MANIFEST_UNKNOWN");
        using (await host.Client.SendAsync("HEAD", "/v2/acme/app/manifests/2").ShouldBeAsync(404)) { }
        await host.Client.SendAsync("PUT", "/v2/acme/app/manifests/1", new byte[5 * 1024 * 1024], OciManifest).ShouldBeErrorAsync(401, "UNAUTHORIZED");
        using (await host.Client.SendAsync("GET", "/").ShouldBeAsync(401)) { }
    }

    [Theory]
    [InlineData("Password", null, "AnonymousWrite", "false", "Registry:Password")]
    [InlineData("Username", "someone", "Password", null, "Registry:Password")]
    [InlineData("PublicHost", "http://host", null, null, "Registry:PublicHost")]
    [InlineData("Endpoints:0:Name", "../../etc", "Endpoints:0:Url", "http://127.0.0.1/", "Registry:Endpoints:0:Name")]
    [InlineData("Endpoints:0:Name", "hook", "Endpoints:0:Url", "file:///etc/passwd", "Registry:Endpoints:0:Url")]
    [InlineData("MostUploads", "0", null, null, "Registry:MostUploads")]
    [InlineData("Rooot", "typo", null, null, "Rooot")]
    public async Task Does_not_start_with_settings_that_make_no_sense(string key, string? value, string? secondKey, string? secondValue, string named)
    {
        using var folder = new TemporaryFolder();
        var settings = new List<(string, string?)> { (key, value) };
        if (secondKey is not null)
            settings.Add((secondKey, secondValue));
        var exception = await Should.ThrowAsync<OptionsException>(() => RegistryHost.StartAsync(folder.Path, [.. settings]));
        exception.Message.ShouldContain(named);
    }

    private void SignIn(string username, string password) => Client.DefaultRequestHeaders.Authorization = Account(username, password);

    private static AuthenticationHeaderValue Account(string username, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{password}")));
}
