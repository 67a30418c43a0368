using System.Net;
using System.Text;
using Attestry.Sigstore.Trust;
using Attestry.Sigstore.Tuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Attestry.Sigstore.Http.Tests;

/// <summary>A repository on a real socket, kept in a real folder.</summary>
public sealed class TufOverHttpTests : IAsyncLifetime
{
    private readonly HttpClient _http = SigstoreHttp.Create();

    private readonly TemporaryFolder _folder = new();

    private WebApplication _app = null!;

    private int _status;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/repo/{**path}", (string path) => _status != 0 ? Results.StatusCode(_status) : path == "there/a.json" ? Results.Bytes(Encoding.ASCII.GetBytes("file")) : Results.NotFound());
        await _app.StartAsync();
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        _folder.Dispose();
        await _app.DisposeAsync();
    }

    private HttpTufRepository Repository => new(_http, new Uri(new Uri(_app.Urls.Single()), "repo/"));

    [Fact]
    public async Task Opens_what_is_there()
    {
        await using var stream = (await Repository.OpenAsync("there/a.json", default)).ShouldNotBeNull();
        using var reader = new StreamReader(stream);
        (await reader.ReadToEndAsync()).ShouldBe("file");
        (await Repository.OpenAsync("b.json", default)).ShouldBeNull();
    }

    [Theory]
    [InlineData(403, false)]
    [InlineData(500, true)]
    [InlineData(302, true)]
    public async Task Tells_what_is_not_there_from_what_is_broken(int status, bool throws)
    {
        _status = status;
        if (throws)
            (await Should.ThrowAsync<HttpRequestException>(() => Repository.OpenAsync("a.json", default))).StatusCode.ShouldBe((HttpStatusCode)status);
        else
            (await Repository.OpenAsync("a.json", default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_client_asks_the_server_for_what_follows_the_pinned_root()
    {
        var client = new TufClient(PublicInstance.PublicGood.TufRoot, Repository, new FileTufStore(_folder.Path), new ManualTime(new(2026, 8, 22, 0, 0, 0, TimeSpan.Zero)));
        (await client.GetAsync("trusted_root.json", default)).Finding!.Id.ShouldBe(Primitives.Findings.TufFindings.Missing);
    }

    [Fact]
    public async Task Keeps_replaces_and_deletes_files()
    {
        var store = new FileTufStore(Path.Combine(_folder.Path, "new", "cache"));
        (await store.LoadAsync("2.root.json", default)).ShouldBeNull();
        await store.DeleteAsync("2.root.json", default);
        await store.SaveAsync("2.root.json", "one"u8.ToArray(), default);
        await store.SaveAsync("2.root.json", "two"u8.ToArray(), default);
        (await store.LoadAsync("2.root.json", default)).ShouldBe("two"u8.ToArray());
        await store.DeleteAsync("2.root.json", default);
        Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("../root.json")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("")]
    public Task Takes_no_name_that_leads_elsewhere(string name) =>
        Should.ThrowAsync<ArgumentException>(() => new FileTufStore(_folder.Path).LoadAsync(name, default));
}
