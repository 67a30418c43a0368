using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Attestry.Cli.Tests.Policies;

public sealed class PolicyBundleCommandTests : IDisposable
{
    private const string Policy = "# METADATA\n# title: Who may\n# scope: package\npackage app\n\n# METADATA\n# description: admins\nallow if input.user in data.roles.admins\n";

    private const string Roles = """{"admins":["ann"]}""";

    private readonly PolicyFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Inspect_tells_manifest_namespaces_and_annotations()
    {
        _folder.Add("b/.manifest", """{"revision":"r7","roots":["roles","app"],"metadata":{"team":"x"}}""").Add("b/app.rego", Policy).Add("b/roles/data.json", Roles);
        var text = await PolicyFolder.RunAsync("inspect", "-a", _folder.File("b"));
        text.Code.ShouldBe(0);
        foreach (var part in new[] { "| Revision ", "r7", "| Roots ", "{\"team\":\"x\"}", "data.roles", "roles/data.json", "data.app ", "Who may\n=======\n", "Path: data.app.allow\n", "description: admins\n" })
            text.Out.ShouldContain(part);
        var json = (await PolicyFolder.RunAsync("inspect", "-a", "--format", "json", _folder.File("b"))).Json();
        json.GetProperty("manifest").GetProperty("revision").GetString().ShouldBe("r7");
        json.GetProperty("namespaces").GetProperty("data.app")[0].GetString().ShouldBe($"{_folder.File("b")}/app.rego");
        json.GetProperty("namespaces").GetProperty("data.roles")[0].GetString().ShouldBe("roles/data.json");
        json.GetProperty("annotations").GetArrayLength().ShouldBe(2);
        var archive = _folder.File("b.tar.gz");
        File.WriteAllBytes(archive, Archive((".manifest", """{"roots":["roles","app"],"revision":"r7","metadata":{"team":"x"}}"""), ("app.rego", Policy), ("roles/data.json", Roles)));
        (await PolicyFolder.RunAsync("inspect", "--format", "json", archive)).Json().GetProperty("digest").GetString().ShouldBe(json.GetProperty("digest").GetString());
        (await PolicyFolder.RunAsync("inspect", _folder.File("b/app.rego"))).Out.ShouldContain("data.app");
        File.WriteAllText(archive, "torn");
        var torn = await PolicyFolder.RunAsync("inspect", archive);
        (torn.Code, torn.Out).ShouldBe((1, ""));
        torn.Error.ShouldContain("policy-bundle.archive-malformed");
    }

    [Fact]
    public async Task A_signature_is_demanded_when_a_key_is_given()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(_folder.File("key.pem"), key.ExportSubjectPublicKeyInfoPem());
        var payload = $$"""{"files":[{"name":"app.rego","hash":"{{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Policy)))}}","algorithm":"SHA-256"}]}""";
        var signed = $"{Url("""{"alg":"ES256","kid":"default"}""")}.{Url(payload)}";
        var token = $"{signed}.{System.Buffers.Text.Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
        _folder.Add("b/app.rego", Policy).Add("b/.signatures.json", $$"""{"signatures":["{{token}}"]}""");
        string[] verified = ["-b", _folder.File("b"), "--verification-key", _folder.File("key.pem"), "--signing-alg", "ES256"];
        (await PolicyFolder.RunAsync(["eval", .. verified, "count(data.app)"])).Code.ShouldBe(0);
        _folder.Add("b/app.rego", Policy + "#");
        var changed = await PolicyFolder.RunAsync(["eval", .. verified, "count(data.app)"]);
        (changed.Code, changed.Json().GetProperty("errors")[0].GetProperty("code").GetString()).ShouldBe((2, "policy-bundle.file-mismatch"));
        (await PolicyFolder.RunAsync("eval", "-b", _folder.File("b"), "count(data.app)")).Code.ShouldBe(0);
    }

    [Fact]
    public async Task A_bundle_is_built_signed_pushed_and_pulled()
    {
        await using var registry = await RegistryHost.StartAsync(_folder.File("registry"), ("AnonymousRead", "true"), ("AnonymousWrite", "true"));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(_folder.File("key.pub"), key.ExportSubjectPublicKeyInfoPem());
        File.WriteAllText(_folder.File("key.pem"), key.ExportPkcs8PrivateKeyPem());
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder.File("key.pem"), UnixFileMode.UserRead);
        _folder.Add("b/app.rego", Policy).Add("b/roles/data.json", Roles).Add("b/.manifest", """{"metadata":{"team":"x"}}""").Add("input.json", """{"user":"ann"}""");
        var place = $"oci://{registry.Name}/acme/policies:1";
        string[] signing = ["--signing-key", _folder.File("key.pem"), "--signing-alg", "ES256", "--insecure", registry.Name];
        var built = await PolicyFolder.RunAsync(["build", _folder.File("b"), "--revision", "r1", "--root", "app", "--root", "roles", "--push", place, .. signing]);
        built.Code.ShouldBe(0, built.Error);
        built.Out.ShouldStartWith($"oci://{registry.Name}/acme/policies@sha256:");
        string[] verified = ["--verification-key", _folder.File("key.pub"), "--signing-alg", "ES256", "--insecure", registry.Name];
        (await PolicyFolder.RunAsync(["eval", "-b", built.Out.Trim(), "-i", _folder.File("input.json"), "-f", "raw", "data.app.allow", .. verified])).Out.ShouldBe("true\n");
        var inspected = (await PolicyFolder.RunAsync(["inspect", place, "--format", "json", .. verified])).Json();
        inspected.GetProperty("manifest").GetProperty("revision").GetString().ShouldBe("r1");
        inspected.GetProperty("manifest").GetProperty("metadata").GetProperty("team").GetString().ShouldBe("x");
        inspected.GetProperty("signature").GetProperty("key_id").GetString().ShouldBe("default");
        (await PolicyFolder.RunAsync("inspect", $"oci://{registry.Name}/acme/policies:gone", "--insecure", registry.Name)).Code.ShouldBe(1);
    }

    [Fact]
    public async Task What_does_not_compile_is_not_built()
    {
        _folder.Add("b/app.rego", "package app\n\nallow if x\n");
        var broken = await PolicyFolder.RunAsync("build", _folder.File("b"), "-o", _folder.File("b.tar.gz"));
        broken.Code.ShouldBe(1);
        broken.Error.ShouldContain("app.rego:3:10: rego_unsafe_var_error");
        File.Exists(_folder.File("b.tar.gz")).ShouldBeFalse();
        _folder.Add("b/app.rego", Policy);
        (await PolicyFolder.RunAsync("build", _folder.File("b"), "-o", _folder.File("b.tar.gz"), "--root", "other")).Error.ShouldContain("outside the manifest's roots");
        (await PolicyFolder.RunAsync("build", _folder.File("b"), "-o", _folder.File("b.tar.gz"))).Code.ShouldBe(0);
        (await PolicyFolder.RunAsync("build", _folder.File("b"), "-o", _folder.File("c.tar.gz"))).Code.ShouldBe(0);
        File.ReadAllBytes(_folder.File("c.tar.gz")).ShouldBe(File.ReadAllBytes(_folder.File("b.tar.gz")));
        (await PolicyFolder.RunAsync("build", _folder.File("b"), "--push", "elsewhere")).ShouldBeError("--push");
        (await PolicyFolder.RunAsync("build", _folder.File("gone"))).Code.ShouldBe(1);
    }

    [Fact]
    public async Task Bench_measures_what_is_defined()
    {
        var report = (await PolicyFolder.RunAsync("bench", "--duration", "20ms", "--format", "json", "count([1, 2])")).Json();
        report.GetProperty("samples").GetInt32().ShouldBeGreaterThan(0);
        report.GetProperty("ns_per_op").GetDouble().ShouldBeGreaterThan(0);
        report.GetProperty("bytes_per_op").GetInt64().ShouldBeGreaterThan(0);
        (await PolicyFolder.RunAsync("bench", "--duration", "1ms", "--count", "2", "1")).Out.Split("evaluations/s").Length.ShouldBe(3);
        (await PolicyFolder.RunAsync("bench", "data.nothing")).Code.ShouldBe(1);
        (await PolicyFolder.RunAsync("bench", "x")).Code.ShouldBe(2);
        (await PolicyFolder.RunAsync("bench", "--count", "0", "1")).ShouldBeError("--count");
    }

    [Theory]
    [InlineData("")]
    [InlineData("eval")]
    [InlineData("check")]
    [InlineData("test")]
    [InlineData("inspect")]
    [InlineData("build")]
    [InlineData("bench")]
    public async Task Help_has_examples_and_exit_codes(string command)
    {
        var help = await PolicyFolder.RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        help.Code.ShouldBe(0);
        help.Out.ShouldContain($"  attestry policy {command}");
        foreach (var part in new[] { "Exit codes:\n  0  ", "\n  1  ", "\n  2  " })
            help.Out.ShouldContain(part);
    }

    private static string Url(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static byte[] Archive(params (string Path, string Content)[] files)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        using (var writer = new TarWriter(gzip, TarEntryFormat.Ustar))
        {
            foreach (var (path, content) in files)
                writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
        }
        return compressed.ToArray();
    }
}
