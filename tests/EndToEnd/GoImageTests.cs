using System.Text.Json;
using Attestry.EndToEnd.Images;
using Attestry.EndToEnd.Processes;
using Attestry.Oci.Building;
using Attestry.Oci.Manifests;
using Attestry.Sbom.Tests;
using Attestry.Sigstore.Keys;
using Attestry.TestKit.Servers;

namespace Attestry.EndToEnd;

/// <summary>From the push of a Go program to what the whole Go vulnerability database knows of its modules.</summary>
[Collection(DeploymentGroup.Name)]
public sealed class GoImageTests
{
    private const string Vulnerable = "path\texample.org/app\nmod\texample.org/app\tv1.0.0\t\ndep\tgolang.org/x/net\tv0.22.0\th1:abc=\nbuild\t-trimpath=true\n";

    private const string Harmless = "path\texample.org/app\nmod\texample.org/app\tv1.0.0\t\ndep\texample.org/lib\tv0.1.0\th1:abc=\n";

    [Fact]
    public async Task A_Go_program_s_vulnerabilities_are_evidence_and_fail_a_build()
    {
        if (Corpora.Path("osv-go.zip") is not { } advisories)
            return;
        var signer = SigningKey.GenerateEcdsaP256();
        await using var server = await StandaloneServer.StartAsync(signer, LoopbackPort.Free(), new
        {
            Vulnerabilities = new { PollInterval = "00:00:01", Sources = new[] { new { Name = "go", Kind = "osv", Location = advisories } } },
        });
        await using var registry = new ImagePublisher(server.Process.Host, signer);
        // A toolchain without release has no standard library of a known version.
        var vulnerable = await PushAsync(registry, "vulnerable", SyntheticGo.Inline("devel", Vulnerable));
        var harmless = await PushAsync(registry, "harmless", SyntheticGo.Inline("devel", Harmless));

        var found = (await EvidenceAsync(server, registry, "vulnerable", vulnerable)).Single(one => one.GetProperty("id").GetString() == "CVE-2023-45288");
        found.GetProperty("aliases").EnumerateArray().Select(alias => alias.GetString()).ShouldContain("GO-2024-2687");
        (found.GetProperty("package").GetString(), found.GetProperty("version").GetString(), found.GetProperty("fixedVersion").GetString())
            .ShouldBe(("golang.org/x/net", "v0.22.0", "0.23.0"));
        (await EvidenceAsync(server, registry, "harmless", harmless)).ShouldBeEmpty();

        var (failed, output) = await ScanAsync(server, registry, "vulnerable");
        failed.ShouldBe(1, output);
        // Severity and score, id, package, version, fixed in.
        output.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .ShouldContain(line => line.StartsWith("unknown - CVE-2023-45288 golang.org/x/net v0.22.0 0.23.0 ", StringComparison.Ordinal), output);
        var (passed, quiet) = await ScanAsync(server, registry, "harmless");
        passed.ShouldBe(0, quiet);

        await ShouldKnowRealProgramAsync(server, registry);
    }

    // Not made byte by byte but linked by Go, when this machine has one: Debian's registry is of Go 1.19.
    private static async Task ShouldKnowRealProgramAsync(StandaloneServer server, ImagePublisher registry)
    {
        if (ExternalProgram.Find("docker-registry") is not { } program)
            return;
        var image = await PushAsync(registry, "real", await File.ReadAllBytesAsync(program));
        (await EvidenceAsync(server, registry, "real", image)).Select(one => one.GetProperty("package").GetString()).ShouldContain("stdlib");
    }

    private static Task<Descriptor> PushAsync(ImagePublisher registry, string name, byte[] program)
    {
        using var layer = new LayerBuilder();
        layer.AddFile("usr/bin/app", program, executable: true);
        return new ImageBuilder { Layers = [layer.Build()], User = "65532" }.PushAsync(registry.Repository($"go/{name}"), "1.0", CancellationToken.None);
    }

    private static async Task<IReadOnlyList<JsonElement>> EvidenceAsync(StandaloneServer server, ImagePublisher registry, string name, Descriptor image)
    {
        var result = await server.Verdicts.ExpectEvidenceAsync($"{registry.Host}/go/{name}", image.Digest, "vulnerabilities", _ => true);
        return [.. result.GetProperty("platforms").EnumerateArray().Single().GetProperty("vulnerabilities").EnumerateArray()];
    }

    private static Task<(int Code, string Output)> ScanAsync(StandaloneServer server, ImagePublisher registry, string name) => ChildProcess.EndAsync(
        ServiceProcess.Runtime,
        [ServiceProcess.AssemblyOf("Cli", "attestry"), "scan", $"{registry.Host}/go/{name}:1.0", "--insecure", registry.Host, "--db", server.Advisories, "--fail-on", "critical"]);
}
