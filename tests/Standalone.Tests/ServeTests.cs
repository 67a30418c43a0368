using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Attestry.TestKit.Servers;

namespace Attestry.Standalone.Tests;

public sealed class ServeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Serves_registry_status_and_keys_and_tells_how_to_use_them()
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}") };
        await using var process = await StartAsync(http);

        (await http.GetAsync(new Uri("/v2/", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.GetAsync(new Uri("/v1/attestations", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(_folder.File("data/api-key")).Trim());
        (await http.GetAsync(new Uri("/v1/attestations", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var keys = JsonDocument.Parse(await http.GetStringAsync(new Uri("/.well-known/attestry/keys.json", UriKind.Relative)));
        keys.RootElement.GetProperty("keys").GetArrayLength().ShouldBe(1);
        await Eventually.HoldsAsync(() => process.Output.Contains("Push an image", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keeps_its_keys_from_one_start_to_the_next_and_from_others()
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}") };
        string first;
        await using (await StartAsync(http))
            first = await http.GetStringAsync(new Uri("/.well-known/attestry/keys.json", UriKind.Relative));
        await using var again = await StartAsync(http);

        (await http.GetStringAsync(new Uri("/.well-known/attestry/keys.json", UriKind.Relative))).ShouldBe(first);
        if (!OperatingSystem.IsWindows())
        {
            foreach (var secret in new[] { "api-key", "webhook-token", "signing-key.pem", "attestry.db" })
                File.GetUnixFileMode(_folder.File($"data/{secret}")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, secret);
        }
    }

    [Fact]
    public async Task Names_the_setting_that_is_wrong()
    {
        var settings = _folder.File("settings.json");
        File.WriteAllText(settings, """{"Policy": {"NonRot": "deny"}}""");

        var (code, text) = await StandaloneProcess.RunAsync(["--port", $"{LoopbackPort.Free()}", "--data", _folder.File("data"), "--settings", settings]);

        code.ShouldBe(2, text);
        text.ShouldContain("Policy:NonRot");
    }

    private async Task<ChildProcess> StartAsync(HttpClient http)
    {
        var process = StandaloneProcess.Start(["--port", $"{http.BaseAddress!.Port}", "--data", _folder.File("data")]);
        await process.WaitUntilReadyAsync(
            async () => (await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode,
            TimeSpan.FromMinutes(4));
        return process;
    }
}
