using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Attestry.TestKit.Servers;

namespace Attestry.Standalone.Tests;

public sealed class DemoTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Gives_each_image_the_verdict_that_it_deserves()
    {
        var output = _folder.File("demo");

        var (code, text) = await StandaloneProcess.RunAsync(["demo", "--port", $"{LoopbackPort.Free()}", "--output", output]);

        code.ShouldBe(0, text);
        foreach (var reason in new[] { "policy.not-signed", "policy.package-denied", "policy.runs-as-root" })
            text.ShouldContain(reason);
        foreach (var image in new[] { "signed", "unsigned", "tampered", "denied", "root" })
        {
            using var sbom = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(output, image, "sbom.spdx.json")));
            sbom.RootElement.GetProperty("packages").EnumerateArray()
                .ShouldContain(package => package.GetProperty("name").GetString() == "MassTransit");
            using var bom = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(output, image, "sbom.cdx.json")));
            bom.RootElement.GetProperty("components").GetArrayLength().ShouldBeGreaterThan(10);
            using var envelope = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(output, image, "vsa.dsse.json")));
            envelope.RootElement.GetProperty("payloadType").GetString().ShouldBe("application/vnd.in-toto+json");
        }
    }

    [Fact]
    public async Task Fails_when_an_image_passes_that_should_not()
    {
        var loose = new Dictionary<string, string?> { ["Policy__TrustedSignature"] = "off" };

        var (code, text) = await StandaloneProcess.RunAsync(["demo", "--port", $"{LoopbackPort.Free()}", "--output", _folder.File("demo")], loose);

        code.ShouldBe(1, text);
    }

    [Fact]
    public async Task Leaves_a_folder_alone_that_it_did_not_make()
    {
        var precious = _folder.File("precious.txt");
        File.WriteAllText(precious, "mine");

        var (code, text) = await StandaloneProcess.RunAsync(["demo", "--port", $"{LoopbackPort.Free()}", "--output", _folder.Path]);

        code.ShouldBe(2, text);
        text.ShouldContain("name another folder");
        File.ReadAllText(precious).ShouldBe("mine");
    }

    [Fact]
    public async Task Says_in_one_line_that_the_port_is_taken()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;

        var (code, text) = await StandaloneProcess.RunAsync(["demo", "--port", $"{port}", "--output", _folder.File("demo")]);

        code.ShouldBe(2, text);
        text.ShouldContain("--port");
        text.ShouldNotContain("   at ");
    }
}
