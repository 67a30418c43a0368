using Attestry.Primitives.Findings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Attestry.Cli.Tests.Bundles;

/// <summary>The trusted root of a deployment, from a repository on a real socket.</summary>
public sealed class TrustedRootTests : IAsyncLifetime
{
    private static readonly ManualTime August = new(new(2026, 8, 22, 0, 0, 0, TimeSpan.Zero));

    private readonly TemporaryFolder _folder = new();

    private WebApplication _app = null!;

    private string? Repository { get; } = Corpora.Path("sigstore/public-good");

    private string Address => _app.Urls.Single();

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        // A checkout's files under the names that consistent snapshots have.
        _app.MapGet("/targets/{name}", (string name) => Serve(Path.Combine(Repository!, name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..])));
        _app.MapGet("/{name}", (string name) => Serve(name.EndsWith(".root.json", StringComparison.Ordinal)
            ? Path.Combine(Repository!, "tuf", "root_history", name)
            : Path.Combine(Repository!, "tuf", char.IsAsciiDigit(name[0]) ? name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..] : name)));
        await _app.StartAsync();
    }

    public async Task DisposeAsync()
    {
        _folder.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Is_fetched_kept_and_refused_once_it_is_stale()
    {
        if (Repository is null)
            return;
        var first = Path.Combine(Repository, "tuf", "root_history", "9.root.json");
        string[] arguments = ["sigstore", "trusted-root", "--tuf-url", Address, "--tuf-root", first, "--cache", _folder.File("cache")];
        var fetched = await Run.AtAsync(August, [], "", [.. arguments, "-o", _folder.File("trusted_root.json")]);
        fetched.Code.ShouldBe(ExitCode.Pass, fetched.Error);
        (await File.ReadAllBytesAsync(_folder.File("trusted_root.json"))).ShouldBe(await File.ReadAllBytesAsync(Path.Combine(Repository, "trusted_root.json")));
        var kept = await Run.AtAsync(August, [], "", [.. arguments, "--offline"]);
        kept.Out.ShouldBe(await File.ReadAllTextAsync(Path.Combine(Repository, "trusted_root.json")));

        var later = await Run.AtAsync(new ManualTime(August.GetUtcNow().AddMonths(1)), [], "", [.. arguments, "--offline"]);
        later.Code.ShouldBe(ExitCode.Fail);
        later.Error.ShouldContain(TufFindings.Expired);
        (await Run.AtAsync(August, [], "", [.. arguments, "--target", "nothing.json"])).Error.ShouldContain(TufFindings.TargetUnknown);
    }

    [Fact]
    public async Task A_private_deployment_needs_address_and_root()
    {
        (await Run.HereAsync("sigstore", "trusted-root", "--tuf-url", Address)).ShouldBeError("--tuf-root");
        (await Run.HereAsync("sigstore", "trusted-root", "--tuf-url", "here", "--tuf-root", "root.json")).ShouldBeError("--tuf-url here");
        (await Run.HereAsync("sigstore", "trusted-root")).ShouldBeError("--cache");
    }

    private static IResult Serve(string path) => File.Exists(path) ? Results.File(path) : Results.NotFound();
}
