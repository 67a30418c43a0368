using System.Text.Json;
using Attestry.Contracts.Documents;
using Attestry.Hosting.Security;
using Attestry.Primitives;
using Attestry.Storage;

namespace Attestry.Cli.Tests;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class StatusTests : IAsyncLifetime
{
    private static readonly Digest Image = Seed.DigestOf("image");

    private readonly TestImages _images = new();

    private RunningApi _api = null!;

    private string Server => _api.Client.BaseAddress!.ToString();

    private string Key => _api.Client.DefaultRequestHeaders.Authorization!.Parameter!;

    public async Task InitializeAsync()
    {
        _api = await RunningApi.StartAsync();
        await _api.UseKeyAsync(Roles.Runtime);
    }

    public async Task DisposeAsync()
    {
        await _api.DisposeAsync();
        _images.Dispose();
    }

    [Theory]
    [InlineData(DecisionState.Passed, ExitCode.Pass)]
    [InlineData(DecisionState.Warned, ExitCode.Pass)]
    [InlineData(DecisionState.Failed, ExitCode.Fail)]
    [InlineData(DecisionState.Revoked, ExitCode.Fail)]
    [InlineData(DecisionState.Pending, ExitCode.Fail)]
    public async Task Admits_only_what_the_server_admits(DecisionState state, int code)
    {
        await _api.DecideAsync(Image, "acme/app", state);
        var result = await AskAsync($"registry.test:5000/acme/app@{Image}", "--format", "json");
        result.Code.ShouldBe(code, result.Error);
        (result.Json().GetProperty("state").GetString(), result.Json().GetProperty("admit").GetBoolean()).ShouldBe((state.ToString().ToLowerInvariant(), code == ExitCode.Pass));
    }

    [Fact]
    public async Task Says_why_not()
    {
        await _api.DecideAsync(Image, "acme/app", DecisionState.Failed);
        var result = await AskAsync(Image.Text);
        result.Code.ShouldBe(ExitCode.Fail);
        result.Out.ShouldContain($"failed    no     registry.test:5000/acme/app@{Image}");
        result.Out.ShouldContain("Nobody who is trusted signed it.");
    }

    [Fact]
    public async Task The_digest_alone_asks_for_every_repository_and_the_worst_counts()
    {
        await _api.DecideAsync(Image, "acme/app", DecisionState.Passed);
        await _api.DecideAsync(Image, "acme/copy", DecisionState.Failed);
        (await AskAsync($"registry.test:5000/acme/app@{Image}")).Code.ShouldBe(ExitCode.Pass);
        (await AskAsync(Image.Text)).Code.ShouldBe(ExitCode.Fail);
    }

    [Fact]
    public async Task An_environment_has_its_own_answer()
    {
        var passed = await _api.DecideAsync(Image, "acme/app", DecisionState.Passed);
        await _api.AddAsync(Storage.Collections.Statuses, passed with { Id = DecisionEnvironment.StatusId(passed.Id, "production"), Environment = "production", State = DecisionState.Failed });
        (await AskAsync(Image.Text)).Code.ShouldBe(ExitCode.Pass);
        (await AskAsync(Image.Text, "--environment", "production")).Code.ShouldBe(ExitCode.Fail);
        (await AskAsync($"registry.test:5000/acme/app@{Image}", "--environment", "staging")).Code.ShouldBe(ExitCode.Error);
    }

    [Fact]
    public async Task What_is_not_known_is_no_answer()
    {
        var result = await AskAsync(Image.Text);
        result.Code.ShouldBe(ExitCode.Error);
        result.Out.ShouldContain("unknown");
        (await AskAsync(Image.Text, "--format", "json")).Json().GetProperty("admit").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task The_digest_of_a_layout_is_looked_up()
    {
        var image = await _images.AddAsync("app");
        await _api.DecideAsync(image.Digest, "acme/app", DecisionState.Passed);
        (await AskAsync(_images.Target("app"))).Code.ShouldBe(ExitCode.Pass);
    }

    [Fact]
    public async Task A_wrong_or_missing_key_is_told()
    {
        (await Run.HereAsync("status", Image.Text, "--server", Server)).ShouldBeError("No API key", "ATTESTRY_API_KEY");
        (await Run.HereAsync("status", Image.Text)).ShouldBeError("No server", "ATTESTRY_SERVER");
        var wrong = ApiKeyText.Generate().Key;
        var refused = await Run.HereAsync(new Dictionary<string, string> { ["ATTESTRY_API_KEY"] = wrong, ["ATTESTRY_SERVER"] = Server }, "", "status", Image.Text);
        refused.ShouldBeError(Server, "does not know the API key");
        refused.Error.ShouldNotContain(wrong);
        await _api.UseKeyAsync(Roles.Ingest);
        (await AskAsync(Image.Text)).ShouldBeError("role runtime");
    }

    [Fact]
    public async Task The_key_comes_from_a_file_that_nobody_else_can_read()
    {
        await _api.DecideAsync(Image, "acme/app", DecisionState.Passed);
        var file = _images.WriteSecret("key.txt", Key + "\n");
        (await Run.HereAsync("status", Image.Text, "--server", Server, "--api-key-file", file)).Code.ShouldBe(ExitCode.Pass);
        File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.OtherRead);
        (await Run.HereAsync("status", Image.Text, "--server", Server, "--api-key-file", file)).ShouldBeError("key.txt", "chmod 600");
    }

    [Theory]
    [InlineData("http://attestry.example", "without TLS")]
    [InlineData("ftp://attestry.example", "no address")]
    [InlineData("attestry", "no address")]
    [InlineData("http://127.0.0.1:1", "cannot be reached")]
    public async Task A_server_that_cannot_be_asked_is_named(string server, string said) =>
        (await Run.HereAsync(new Dictionary<string, string> { ["ATTESTRY_API_KEY"] = Key }, "", "status", Image.Text, "--server", server)).ShouldBeError(server, said);

    [Fact]
    public async Task A_server_of_another_kind_admits_nothing()
    {
        await using var registry = await TestKit.Signing.LoopbackRegistry.StartAsync();
        (await Run.HereAsync("keys", "published", "--server", $"http://{registry.Host}")).ShouldBeError(registry.Host, "not answer as an Attestry server");
    }

    [Fact]
    public async Task Published_keys_are_shown_and_can_be_used()
    {
        await _api.AddAsync(Collections.SigningKeys, new SigningKeyDocument(_images.Key.Public.KeyId, "ecdsa-p256", _images.Key.Public.ToPem(), Run.Now, null));
        var table = await Run.HereAsync("keys", "published", "--server", Server);
        table.Code.ShouldBe(ExitCode.Pass, table.Error);
        table.Out.ShouldContain(_images.Key.Public.KeyId);
        table.Out.ShouldContain("2026-05-01T12:00:00Z");
        (await Run.HereAsync("keys", "published", "--server", Server, "--format", "json")).Json().GetProperty("keys")[0].GetProperty("kid").GetString().ShouldBe(_images.Key.Public.KeyId);
        var pem = await Run.HereAsync("keys", "published", "--server", Server, "--format", "pem");
        Sigstore.Keys.VerificationKey.FromPem(pem.Out).KeyId.ShouldBe(_images.Key.Public.KeyId);
    }

    [Fact]
    public async Task A_key_under_another_s_id_is_not_shown()
    {
        await _api.AddAsync(Collections.SigningKeys, new SigningKeyDocument(new string('a', 64), "ecdsa-p256", _images.Key.Public.ToPem(), Run.Now, null));
        var result = await Run.HereAsync("keys", "published", "--server", Server);
        (result.Code, result.Out).ShouldBe((ExitCode.Fail, ""));
        result.Error.ShouldContain("another one");
    }

    private Task<CommandResult> AskAsync(string target, params IReadOnlyList<string> more) =>
        Run.HereAsync(new Dictionary<string, string> { ["ATTESTRY_API_KEY"] = Key, ["ATTESTRY_SERVER"] = Server }, "", ["status", target, .. more]);
}
