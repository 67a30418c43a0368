using Attestry.Hosting.Security;
using Attestry.Sigstore.Keys;

namespace Attestry.Cli.Tests;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class KeysTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_signing_key_is_its_owner_s_alone_and_never_overwritten()
    {
        var (path, open) = (_folder.File("key.pem"), _folder.File("key.pub"));
        var made = await Run.HereAsync("keys", "new-signing", "-o", path);
        made.Code.ShouldBe(ExitCode.Pass, made.Error);
        File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var key = SigningKey.FromPem(await File.ReadAllTextAsync(path));
        VerificationKey.FromPem(await File.ReadAllTextAsync(open)).KeyId.ShouldBe(key.Public.KeyId);
        made.Out.ShouldContain(key.Public.KeyId);
        made.Out.ShouldNotContain("PRIVATE KEY-----");

        (await Run.HereAsync("keys", "new-signing", "-o", path)).ShouldBeError("there already");
        File.Delete(open);
        (await Run.HereAsync("keys", "new-signing", "-o", path)).ShouldBeError("key.pem is there already");
        SigningKey.FromPem(await File.ReadAllTextAsync(path)).Public.KeyId.ShouldBe(key.Public.KeyId);
        (await Run.HereAsync("keys", "new-signing", "-o", _folder.File("other.pub"))).ShouldBeError("other.pub");
        (await Run.HereAsync("keys", "new-signing", "-o", _folder.File("no/key.pem"))).ShouldBeError("no/key.pem", "cannot be written");
    }

    [Fact]
    public async Task An_api_key_opens_a_server_that_has_its_settings()
    {
        var made = await Run.HereAsync("keys", "new-api", "--name", "ci", "--role", "runtime", "--role", "auditor", "--format", "json");
        made.Code.ShouldBe(ExitCode.Pass, made.Error);
        var key = made.Json().GetProperty("key").GetString()!;
        var settings = made.Json().GetProperty("settings").EnumerateObject().Select(setting => (setting.Name.Replace("__", ":", StringComparison.Ordinal), setting.Value.GetString())).ToArray();
        settings.ShouldNotContain(setting => setting.Item2 == key);
        ApiKeys.TryReadId(key, out _).ShouldBeTrue();

        await using var api = await RunningApi.StartAsync(settings!);
        var image = Seed.DigestOf("image");
        await api.DecideAsync(image, "acme/app", Contracts.Documents.DecisionState.Passed);
        var environment = new Dictionary<string, string> { ["ATTESTRY_API_KEY"] = key, ["ATTESTRY_SERVER"] = api.Client.BaseAddress!.ToString() };
        var asked = await Run.HereAsync(environment, "", "status", image.Text);
        asked.Code.ShouldBe(ExitCode.Pass, asked.Error);
    }

    [Fact]
    public async Task An_api_key_needs_a_name_and_known_roles()
    {
        (await Run.HereAsync("keys", "new-api", "--name", "ci")).ShouldBeError("--role");
        (await Run.HereAsync("keys", "new-api", "--role", "runtime")).ShouldBeError("--name");
        (await Run.HereAsync("keys", "new-api", "--name", " ", "--role", "runtime")).ShouldBeError("--name");
        (await Run.HereAsync("keys", "new-api", "--name", "ci", "--role", "boss")).ShouldBeError("boss", "runtime");
    }
}
