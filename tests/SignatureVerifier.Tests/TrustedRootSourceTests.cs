using System.ComponentModel.DataAnnotations;
using System.Text;
using Attestry.Hosting.Options;
using Attestry.Primitives.Findings;
using Attestry.SignatureVerifier.Trust;
using Attestry.Sigstore.Trust;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Attestry.SignatureVerifier.Tests;

/// <summary>Where the trusted root comes from.</summary>
public sealed class TrustedRootSourceTests : IAsyncLifetime
{
    private static readonly DateTimeOffset August = new(2026, 8, 22, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    private WebApplication _app = null!;

    private string? Repository { get; } = Corpora.Path("sigstore/public-good");

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        // A checkout's files under the names that consistent snapshots have.
        _app.MapGet("/targets/{name}", (string name) => Serve(Path.Combine(Repository!, Unprefixed(name))));
        _app.MapGet("/{name}", (string name) => Serve(name.EndsWith(".root.json", StringComparison.Ordinal)
            ? Path.Combine(Repository!, "tuf", "root_history", name)
            : Path.Combine(Repository!, "tuf", char.IsAsciiDigit(name[0]) ? Unprefixed(name) : name)));
        await _app.StartAsync();
    }

    public async Task DisposeAsync()
    {
        _folder.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData("public-good")]
    [InlineData("staging")]
    public void A_public_instance_is_known_by_its_name(string name)
    {
        var instance = name == "staging" ? PublicInstance.Staging : PublicInstance.PublicGood;
        var resolved = TrustedRootSource.Resolve(new() { TrustedRoot = name }, TimeProvider.System);
        Encoding.UTF8.GetBytes(resolved.TrustedRoot!).ShouldBe(instance.TrustedRoot.ToArray());
    }

    [Fact]
    public void What_is_given_itself_stays()
    {
        var options = new TrustOptions { TrustedRoot = "{}" };
        TrustedRootSource.Resolve(options, TimeProvider.System).ShouldBeSameAs(options);
    }

    [Fact]
    public async Task A_private_repository_is_followed_and_what_was_kept_serves_while_it_is_down()
    {
        if (Repository is null)
            return;
        var options = new TrustOptions
        {
            Tuf = new() { Url = _app.Urls.Single(), Root = await File.ReadAllTextAsync(Path.Combine(Repository, "tuf", "root_history", "12.root.json")), CacheFolder = _folder.File("tuf") },
        };
        var expected = await File.ReadAllTextAsync(Path.Combine(Repository, "trusted_root.json"));
        Validate(options).ShouldBeEmpty();
        TrustedRootSource.Resolve(options, new ManualTime(August)).TrustedRoot.ShouldBe(expected);
        await _app.StopAsync();
        TrustedRootSource.Resolve(options, new ManualTime(August)).TrustedRoot.ShouldBe(expected);
        Should.Throw<OptionsException>(() => TrustedRootSource.Resolve(options, new ManualTime(August.AddMonths(1)))).Message.ShouldContain("cannot be reached");
    }

    [Fact]
    public async Task A_running_service_follows_the_repository_and_keeps_what_it_had_when_that_fails()
    {
        if (Repository is null)
            return;
        var tuf = new TufOptions
        {
            Url = _app.Urls.Single(),
            Root = await File.ReadAllTextAsync(Path.Combine(Repository, "tuf", "root_history", "12.root.json")),
            CacheFolder = _folder.File("tuf"),
        };
        var trust = new CurrentTrust(TrustLoader.Load(TrustedRootSource.Resolve(new() { TrustedRoot = "public-good" }, TimeProvider.System)));
        var (start, health) = (trust.Value.Root, new TrustHealthCheck(trust));

        await RefreshAsync(August);
        trust.Value.Root.ShouldNotBeSameAs(start);
        (await health.CheckHealthAsync(new())).Status.ShouldBe(HealthStatus.Healthy);

        var followed = trust.Value.Root;
        await RefreshAsync(August.AddMonths(1));
        trust.Value.Root.ShouldBeSameAs(followed);
        var frozen = await health.CheckHealthAsync(new());
        frozen.Status.ShouldBe(HealthStatus.Degraded);
        frozen.Description!.ShouldContain(TufFindings.Expired);

        await RefreshAsync(August);
        (await health.CheckHealthAsync(new())).Status.ShouldBe(HealthStatus.Healthy);
        followed = trust.Value.Root;
        await _app.StopAsync();
        await RefreshAsync(August);
        trust.Value.Root.ShouldBeSameAs(followed);
        (await health.CheckHealthAsync(new())).Status.ShouldBe(HealthStatus.Degraded);

        Task RefreshAsync(DateTimeOffset at) => new TrustRefreshWorker(trust, tuf, new ManualTime(at), NullLogger<TrustRefreshWorker>.Instance).RefreshAsync(default);
    }

    [Fact]
    public async Task A_repository_that_is_frozen_stops_the_start()
    {
        if (Repository is null)
            return;
        var options = new TrustOptions
        {
            Tuf = new() { Url = _app.Urls.Single(), Root = await File.ReadAllTextAsync(Path.Combine(Repository, "tuf", "root.json")), CacheFolder = _folder.File("tuf") },
        };
        Should.Throw<OptionsException>(() => TrustedRootSource.Resolve(options, new ManualTime(August.AddDays(20)))).Message.ShouldContain(TufFindings.Expired);
    }

    [Fact]
    public void Settings_that_contradict_each_other_are_named()
    {
        Validate(new() { Tuf = new() { CacheFolder = "c" }, TrustedRoot = "public-good" }).ShouldContain("Tuf");
        Validate(new() { Tuf = new() { CacheFolder = "c", Url = "https://tuf.test" } }).ShouldContain("Tuf");
        Validate(new() { Tuf = new() { CacheFolder = "c", Url = "here", Root = "{}" } }).ShouldContain("Tuf:Url");
        Validate(new() { Tuf = new() }).ShouldContain("Tuf:CacheFolder");
        Validate(new() { Tuf = new() { CacheFolder = "c", RefreshInterval = TimeSpan.Zero } }).ShouldContain("Tuf:RefreshInterval");
        Validate(new() { Tuf = new() { CacheFolder = "c" } }).ShouldBeEmpty();
    }

    private static IEnumerable<string> Validate(TrustOptions options) => options.Validate(new ValidationContext(options)).SelectMany(result => result.MemberNames);

    private static string Unprefixed(string name) => name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];

    private static IResult Serve(string path) => File.Exists(path) ? Results.File(path) : Results.NotFound();
}
