using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Attestry.EndToEnd.Processes;
using Attestry.Hosting.Security;
using Attestry.TestKit.Servers;

namespace Attestry.EndToEnd.Hosts;

/// <summary>A measurement collector as a process of its own, over SQLite, that can be killed.</summary>
public sealed class CollectorServer : IAsyncLifetime
{
    private readonly TemporaryFolder _files = new();

    private HttpClient? _http;

    internal ServiceProcess Process { get; private set; } = null!;

    /// <summary>Of an administrator, who may do everything.</summary>
    internal string Key { get; private set; } = "";

    internal HttpClient Http => _http!;

    public async Task InitializeAsync()
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        var (key, document) = ApiKeys.Create("tests", [Roles.Admin], TimeProvider.System.GetUtcNow());
        Key = key;
        Process = new ServiceProcess("MeasurementCollector", LoopbackPort.Free(), new Dictionary<string, string>
        {
            ["Bus:Transport"] = "memory",
            ["Storage:Provider"] = "sqlite",
            ["Storage:Connection"] = _files.File("collector.db"),
            ["Collector:KeyFile"] = _files.File("history-key.pem"),
            ["Collector:Interval"] = "00:00:01",
            ["Collector:MinimumInterval"] = "00:00:00",
            ["Collector:WatchInterval"] = "00:00:01",
            // Nothing is pushed here; what hosts may run is on a list.
            ["Collector:UnknownFiles"] = "Fail",
            ["Collector:AllowLists:0:Path"] = AllowList("/usr/bin/a", "/usr/bin/b"),
            ["Security:ApiKeys:0:Id"] = document.Id,
            ["Security:ApiKeys:0:Name"] = document.Name,
            ["Security:ApiKeys:0:Hash"] = document.Hash,
            ["Security:ApiKeys:0:Roles:0"] = Roles.Admin,
        });
        _http = new HttpClient { BaseAddress = Process.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
        await Process.StartAndWaitAsync();
    }

    public async Task DisposeAsync()
    {
        _http?.Dispose();
        if (Process is not null)
            await Process.DisposeAsync();
        _files.Dispose();
    }

    internal async Task<JsonElement> HostAsync(string id)
    {
        using var body = JsonDocument.Parse(await Http.GetByteArrayAsync(new Uri($"/v1/hosts/{id}", UriKind.Relative)));
        return body.RootElement.Clone();
    }

    /// <summary>Keylime's; the content of each file is its path.</summary>
    private string AllowList(params IEnumerable<string> files)
    {
        var digests = files.ToDictionary(file => file, file => new[] { Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file))) });
        File.WriteAllText(_files.File("allow-list.json"), JsonSerializer.Serialize(new { meta = new { version = 1 }, digests }));
        return _files.File("allow-list.json");
    }

    /// <param name="act"><c>approve</c>, <c>recover</c>, <c>revoke</c>.</param>
    internal async Task ActAsync(string id, string act)
    {
        using var answer = await Http.PostAsync(new Uri($"/v1/hosts/{id}/{act}", UriKind.Relative), null);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }
}
