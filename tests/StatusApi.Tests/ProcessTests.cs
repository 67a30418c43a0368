using System.Net;
using System.Text.Json;
using Attestry.Hosting.Security;
using Attestry.TestKit.Servers;

namespace Attestry.StatusApi.Tests;

/// <summary>The service as a process of its own: what it prints, and how it ends.</summary>
public sealed class ProcessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_logs_JSON_lines_without_secrets_and_ends_in_order_when_it_is_told_to()
    {
        var (key, _) = ApiKeys.Create("stranger", [Roles.Admin], DateTimeOffset.UtcNow);
        var port = LoopbackPort.Free();
        var process = Start($"--urls=http://127.0.0.1:{port}", "--Logging:LogLevel:Default=Debug", "--Logging:LogLevel:Microsoft.AspNetCore=Debug");
        await using (process)
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            await process.WaitUntilReadyAsync(async () => (await client.GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode, Patience);
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/attestations?token=hunter2");
            request.Headers.Add("Authorization", "Bearer " + key);
            (await client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        var lines = process.Output.Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        lines.ShouldAllBe(line => line.GetProperty("service").GetString() == "status-api");
        lines.ShouldContain(line => line.GetProperty("@m").GetString()!.StartsWith("Application is shutting down", StringComparison.Ordinal));
        process.Output.ShouldContain("candidate(s) found for the request path");
        process.Output.ShouldNotContain("hunter2");
        process.Output.ShouldNotContain(key[^64..]);
    }

    [Fact]
    public async Task A_wrong_setting_is_told_in_one_line()
    {
        await using var process = Start("--Status:CacheMillis=5");

        await process.WaitForExitAsync(Patience);

        process.ExitCode.ShouldBe(2);
        process.Output.ShouldBe("status-api: Setting 'Status:CacheMillis' is unknown; 'Status' knows CacheMilliseconds, CacheMebibytes.");
    }

    private ChildProcess Start(params string[] arguments) => ChildProcess.Start(
        "dotnet",
        [Path.Combine(AppContext.BaseDirectory, "Attestry.StatusApi.dll"), $"--Storage:Connection={_folder.File("store.db")}", .. arguments],
        folder: _folder.Path);
}
