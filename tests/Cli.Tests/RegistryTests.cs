using System.Text;
using Attestry.Oci.Building;
using Attestry.Oci.Registries;
using Attestry.Primitives;

namespace Attestry.Cli.Tests;

public sealed class RegistryTests : IAsyncLifetime
{
    private const string Password = "correct horse";

    private readonly TemporaryFolder _folder = new();

    private RegistryHost _registry = null!;

    private string Image => $"{_registry.Name}/acme/app:1";

    public async Task InitializeAsync()
    {
        _registry = await RegistryHost.StartAsync(
            _folder.File("registry"), ("Username", "ci"), ("Password", Password), ("AnonymousRead", "false"), ("AnonymousWrite", "false"));
        using var directory = new RegistryDirectory([new RegistryOptions { Host = _registry.Name, Insecure = true, Username = "ci", Password = Password }], TimeProvider.System);
        using var layer = new LayerBuilder();
        await new ImageBuilder { Layers = [layer.AddFile("etc/os-release", "ID=debian\n"u8.ToArray()).Build()] }.PushAsync(directory.Repository(_registry.Name, "acme/app")!, "1", default);
    }

    public async Task DisposeAsync()
    {
        await _registry.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_password_comes_from_standard_input()
    {
        string[] scan = ["scan", Image, "--insecure", _registry.Name, "--username", "ci", "--password-stdin"];
        (await Run.ProcessAsync([], Password + "\n", scan)).Code.ShouldBe(ExitCode.Pass);
        var wrong = await Run.ProcessAsync([], "wrong\n", scan);
        wrong.ShouldBeError(Image, "401", "--password-stdin");
        (await Run.HereAsync([], "", scan)).ShouldBeError("no password on standard input");
        (await Run.HereAsync("scan", Image, "--username", "ci")).ShouldBeError("--username and --password-stdin belong together");
    }

    [Fact]
    public async Task The_container_tool_s_login_is_used()
    {
        var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"ci:{Password}"));
        WriteLogin($$"""{"auths":{"{{_registry.Name}}":{"auth":"{{login}}"} } }""");
        (await ScanAsync()).Code.ShouldBe(ExitCode.Pass);
        WriteLogin("""{"auths":{"other.example":{"auth":"Y2k6eA=="}},"credsStore":"desktop"}""");
        (await ScanAsync()).ShouldBeError("401", "log in");
        (await Run.HereAsync("scan", Image, "--insecure", _registry.Name)).ShouldBeError("401");
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"auths":{"HOST":{"auth":"???"}}}""")]
    [InlineData("""{"auths":{"HOST":{"auth":1}}}""")]
    [InlineData("""{"auths":1}""")]
    public async Task A_login_file_that_cannot_be_read_is_named(string content)
    {
        WriteLogin(content.Replace("HOST", _registry.Name, StringComparison.Ordinal));
        (await ScanAsync()).ShouldBeError("config.json", "DOCKER_CONFIG");
    }

    [Fact]
    public async Task Without_TLS_only_when_it_is_said()
    {
        (await Run.HereAsync("scan", Image)).ShouldBeError(Image, "--insecure");
        (await Run.HereAsync("scan", Image, "--insecure", "no/host")).ShouldBeError("--insecure no/host");
        (await Run.HereAsync("scan", Image, "--ca", _folder.File("gone.pem"))).ShouldBeError("gone.pem");
    }

    private Task<CommandResult> ScanAsync() => Run.HereAsync(new Dictionary<string, string> { ["DOCKER_CONFIG"] = _folder.Path }, "", "scan", Image, "--insecure", _registry.Name);

    private void WriteLogin(string content) => File.WriteAllText(_folder.File("config.json"), content);
}
