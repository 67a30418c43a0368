using System.Text.Json;

namespace Attestry.Cli.Tests;

/// <summary>The executable as a pipeline runs it.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly TestImages _images = new();

    public static TheoryData<string> Commands => ["scan", "sbom", "verify", "sign", "attest", "status", "keys", "keys published", "keys new-signing", "keys new-api", "sigstore", "sigstore verify-bundle", "sigstore sign-bundle", "sigstore trusted-root"];

    public void Dispose() => _images.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_has_examples_and_exit_codes(string command)
    {
        var help = await Run.HereAsync([.. command.Split(' '), "--help"]);
        help.Code.ShouldBe(ExitCode.Pass);
        help.Error.ShouldBeEmpty();
        help.Out.ShouldContain($"Examples:\n");
        help.Out[help.Out.IndexOf("Examples:", StringComparison.Ordinal)..].ShouldContain($"attestry {command}");
        help.Out.ShouldContain("  0  ");
        help.Out.ShouldContain("  1  ");
        help.Out.ShouldContain("  2  There is no answer");
    }

    [Fact]
    public async Task Exits_with_0_1_or_2()
    {
        await _images.AddAsync("app", user: "");
        (await Run.ProcessAsync([], "", "scan", _images.Target("app"))).Code.ShouldBe(0);
        (await Run.ProcessAsync([], "", "scan", _images.Target("app"), "--fail-on-root")).Code.ShouldBe(1);
        (await Run.ProcessAsync([], "", "scan", _images.Target("gone"))).Code.ShouldBe(2);
        (await Run.ProcessAsync([], "", "--help")).Code.ShouldBe(0);
        (await Run.ProcessAsync([], "", "--version")).Out.ShouldStartWith("0.1.0");
    }

    [Theory]
    [InlineData]
    [InlineData("frobnicate")]
    [InlineData("scan")]
    [InlineData("scan", "a", "b")]
    [InlineData("scan", "a", "--no-such-option")]
    [InlineData("keys")]
    public async Task Wrong_usage_is_one_line_and_a_way_to_the_help(params string[] arguments) =>
        (await Run.ProcessAsync([], "", arguments)).ShouldBeError("--help");

    [Fact]
    public async Task Standard_output_is_the_result_alone()
    {
        if (Corpora.Path("images/alpine-310.tar.gz") is not { } archive)
            return;
        var sbom = await Run.ProcessAsync([], "", "sbom", $"docker-archive:{archive}", "--format", "cyclonedx");
        (sbom.Code, sbom.Error).ShouldBe((0, ""));
        using var document = JsonDocument.Parse(sbom.Out);
        document.RootElement.GetProperty("components").GetArrayLength().ShouldBeGreaterThanOrEqualTo(14);
    }

    [Fact]
    public async Task From_keys_to_a_signed_decision()
    {
        if (Corpora.Path("cosign/layout") is not { } layout || Corpora.Path("cosign/cosign.pub") is not { } cosign)
            return;
        var (key, vsa) = (_images.File("key.pem"), _images.File("vsa.json"));
        (await Run.ProcessAsync([], "", "keys", "new-signing", "-o", key)).Code.ShouldBe(0);
        var policy = _images.Write("policy.json", """{"nonRoot":"warn"}""");
        var attested = await Run.ProcessAsync([], "", "attest", $"oci:{layout}:old", "--signing-key", key, "--key", cosign, "--policy", policy, "-o", vsa);
        attested.Code.ShouldBe(0, attested.Error + attested.Out);
        attested.Out.ShouldContain("warned");
        (await Run.ProcessAsync([], "", "attest", $"oci:{layout}:unsigned", "--signing-key", key, "--key", cosign, "--policy", policy, "-o", vsa)).Code.ShouldBe(1);
    }
}
