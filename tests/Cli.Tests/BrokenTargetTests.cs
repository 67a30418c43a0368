using System.Net;
using System.Net.Sockets;
using Attestry.TestKit.Signing;

namespace Attestry.Cli.Tests;

public sealed class BrokenTargetTests : IDisposable
{
    private readonly TestImages _images = new();

    public static TheoryData<string> Commands => ["scan", "sbom", "verify", "attest"];

    public void Dispose() => _images.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task What_is_not_there_is_named(string command)
    {
        (await OnAsync(command, $"oci:{_images.File("gone")}")).ShouldBeError("gone", "Check the path");
        (await OnAsync(command, $"oci-archive:{_images.File("gone.tar")}")).ShouldBeError("gone.tar", "Check the path");
        (await OnAsync(command, $"docker-archive:{_images.File("gone.tar")}")).ShouldBeError("gone.tar", "Check the path");
        (await OnAsync(command, $"oci:{_images.Layout}:gone")).ShouldBeError("layout");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Garbage_is_named(string command)
    {
        var garbage = _images.File("garbage.tar");
        await File.WriteAllBytesAsync(garbage, [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7))]);
        (await OnAsync(command, $"oci-archive:{garbage}")).ShouldBeError("garbage.tar", "cannot be read");
        (await OnAsync(command, $"docker-archive:{garbage}")).ShouldBeError("garbage.tar", "cannot be read");
        (await OnAsync(command, garbage)).ShouldBeError("garbage.tar", "docker-archive:PATH");
        _images.Write("layout/index.json", "{");
        (await OnAsync(command, $"oci:{_images.Layout}:app")).ShouldBeError("layout", "cannot be read");
    }

    [Fact]
    public async Task A_truncated_archive_is_named()
    {
        if (Corpora.Path("images/alpine-310.tar.gz") is not { } archive)
            return;
        await File.WriteAllBytesAsync(_images.File("cut.tar.gz"), (await File.ReadAllBytesAsync(archive))[..100_000]);
        (await OnAsync("scan", $"docker-archive:{_images.File("cut.tar.gz")}")).ShouldBeError("cut.tar.gz", "cannot be read");
    }

    [Fact]
    public async Task A_registry_that_cannot_be_reached_is_named()
    {
        // A port that was free a moment ago; nothing listens there.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var host = socket.LocalEndPoint!.ToString()!;
        (await Run.AtAsync(new HastyTime(), [], "", "scan", $"{host}/app:1", "--insecure", host)).ShouldBeError($"{host}/app:1", "refused", "Check the host");
    }

    [Fact]
    public async Task A_registry_that_lies_is_named()
    {
        await using var registry = await LoopbackRegistry.StartAsync();
        registry.PutManifest("app", "1", "application/vnd.oci.image.manifest.v1+json", "{}"u8.ToArray());
        var wanted = Primitives.Digest.Sha256("another"u8);
        registry.Before = _ => Task.CompletedTask;
        (await OnAsync("verify", $"{registry.Host}/app@{wanted}", "--insecure", registry.Host)).ShouldBeError(wanted.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("registry.example/app:tag:tag")]
    [InlineData("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("./app")]
    [InlineData("/no/such.tar")]
    public async Task What_is_no_target_is_told(string target) => (await OnAsync("scan", target)).ShouldBeError(target, "rite registry/repository");

    [Fact]
    public async Task An_ambiguous_layout_lists_its_names()
    {
        await _images.AddAsync("one");
        await _images.AddAsync("two", package: "zlib");
        (await OnAsync("scan", $"oci:{_images.Layout}")).ShouldBeError("holds 2 images", "one, two");
    }

    private Task<CommandResult> OnAsync(string command, string target, params IReadOnlyList<string> more) => Run.HereAsync(
    [
        command, target,
        .. command is "verify" or "attest" ? (string[])["--key", _images.KeyFile] : [],
        .. command is "attest" ? (string[])["--signing-key", _images.WriteSecret("signer.pem", _images.Key.ToPem())] : [],
        .. more,
    ]);
}
