using Attestry.TestKit.Servers;

namespace Attestry.Registry.Tests;

/// <summary>The registry as the clients see it that people use.</summary>
public sealed class RealClientTests : RegistryTest
{
    [Fact]
    public async Task Skopeo_copies_an_image_in_and_out()
    {
        if (ExternalProgram.Find("skopeo") is not { } skopeo)
            return;
        var digest = await Client.PushImageAsync("acme/app", "1");
        var layout = $"oci:{Folder.File("layout")}:1";
        await RunAsync(skopeo, "--insecure-policy", "copy", "--preserve-digests", "--src-tls-verify=false", $"docker://{Host.Name}/acme/app:1", layout);
        await RunAsync(skopeo, "--insecure-policy", "copy", "--preserve-digests", "--dest-tls-verify=false", layout, $"docker://{Host.Name}/acme/copy:2");
        using (var copied = await Client.SendAsync("HEAD", "/v2/acme/copy/manifests/2").ShouldBeAsync(200))
            copied.Header("Docker-Content-Digest").ShouldBe(digest.Text);
        var tags = await RunAsync(skopeo, "list-tags", "--tls-verify=false", $"docker://{Host.Name}/acme/copy");
        tags.ShouldContain("\"2\"");
        await RunAsync(skopeo, "delete", "--tls-verify=false", $"docker://{Host.Name}/acme/copy:2");
        await Client.SendAsync("GET", "/v2/acme/copy/manifests/2").ShouldBeErrorAsync(404, "MANIFEST_UNKNOWN");
    }

    [Fact]
    public async Task Skopeo_pushes_with_the_account_and_not_without()
    {
        if (ExternalProgram.Find("skopeo") is not { } skopeo)
            return;
        await Client.PushImageAsync("acme/app", "1");
        await RestartAsync(("Username", "pusher"), ("Password", "s3cret"), ("AnonymousWrite", "false"));
        var source = $"docker://{Host.Name}/acme/app:1";
        var target = $"docker://{Host.Name}/acme/copy:1";
        await Should.ThrowAsync<InvalidOperationException>(() =>
            RunAsync(skopeo, "--insecure-policy", "copy", "--src-tls-verify=false", "--dest-tls-verify=false", "--dest-no-creds", source, target));
        await RunAsync(skopeo, "--insecure-policy", "copy", "--src-tls-verify=false", "--dest-tls-verify=false", "--dest-creds", "pusher:s3cret", source, target);
    }

    [Fact]
    public async Task Crane_appends_a_layer_lists_and_deletes()
    {
        if (ExternalProgram.Find("crane") is not { } crane)
            return;
        await Client.PushImageAsync("acme/app", "1");
        await File.WriteAllTextAsync(Folder.File("hello.txt"), "hello");
        await ChildProcess.RunAsync("tar", ["-C", Folder.Path, "-cf", Folder.File("layer.tar"), "hello.txt"]);
        await RunAsync(crane, "append", "--insecure", "-f", Folder.File("layer.tar"), "-t", $"{Host.Name}/acme/built:1", "--oci-empty-base");
        var digest = (await RunAsync(crane, "digest", "--insecure", $"{Host.Name}/acme/built:1")).Trim();
        await RunAsync(crane, "validate", "--insecure", "--remote", $"{Host.Name}/acme/built:1");
        await RunAsync(crane, "copy", "--insecure", $"{Host.Name}/acme/built:1", $"{Host.Name}/acme/mounted:1");
        (await RunAsync(crane, "catalog", "--insecure", Host.Name)).Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["acme/app", "acme/built", "acme/mounted"]);
        await RunAsync(crane, "delete", "--insecure", $"{Host.Name}/acme/built@{digest}");
        (await RunAsync(crane, "ls", "--insecure", $"{Host.Name}/acme/built")).Trim().ShouldBeEmpty();
    }

    [Fact]
    public async Task Oras_attaches_a_file_and_discovers_it_through_the_referrers_api()
    {
        if (ExternalProgram.Find("oras") is not { } oras)
            return;
        var subject = await Client.PushImageAsync("acme/app", "1");
        await File.WriteAllTextAsync(Folder.File("sbom.json"), "{}");
        await ChildProcess.RunAsync(oras,
            ["attach", "--plain-http", "--disable-path-validation", "--distribution-spec", "v1.1-referrers-api", "--artifact-type", "application/spdx+json", $"{Host.Name}/acme/app:1", $"{Folder.File("sbom.json")}:application/json"], Environment);
        using var referrers = await Client.SendAsync("GET", $"/v2/acme/app/referrers/{subject}").ShouldBeAsync(200);
        var manifest = (await referrers.JsonAsync()).GetProperty("manifests").EnumerateArray().ShouldHaveSingleItem();
        manifest.GetProperty("artifactType").GetString().ShouldBe("application/spdx+json");
        (await RunAsync(oras, "discover", "--plain-http", "--format", "json", "--artifact-type", "application/spdx+json", $"{Host.Name}/acme/app:1"))
            .ShouldContain(manifest.GetProperty("digest").GetString()!);
    }

    [Fact]
    public async Task Cosign_signs_and_verifies_through_the_referrers_api()
    {
        if (ExternalProgram.Find("cosign") is not { } cosign)
            return;
        var subject = await Client.PushImageAsync("acme/app", "1");
        var image = $"{Host.Name}/acme/app@{subject}";
        await RunAsync(cosign, "generate-key-pair", "--output-key-prefix", Folder.File("test"));
        await RunAsync(cosign, "signing-config", "create", "--out", Folder.File("signing.json"));
        await RunAsync(cosign, "sign", "--key", Folder.File("test.key"), "--signing-config", Folder.File("signing.json"), "--allow-http-registry", "--yes", image);
        using (var referrers = await Client.SendAsync("GET", $"/v2/acme/app/referrers/{subject}").ShouldBeAsync(200))
            (await referrers.JsonAsync()).GetProperty("manifests").EnumerateArray().ShouldHaveSingleItem()
                .GetProperty("artifactType").GetString().ShouldBe("application/vnd.dev.sigstore.bundle.v0.3+json");
        await RunAsync(cosign, "verify", "--key", Folder.File("test.pub"), "--insecure-ignore-tlog", "--allow-http-registry", image);
        var unsigned = await Client.PushImageAsync("acme/app", "2", "unsigned");
        await Should.ThrowAsync<InvalidOperationException>(() =>
            RunAsync(cosign, "verify", "--key", Folder.File("test.pub"), "--insecure-ignore-tlog", "--allow-http-registry", $"{Host.Name}/acme/app@{unsigned}"));
    }

    // No client may read or leave anything in the home folder of whoever runs the tests.
    private Dictionary<string, string?> Environment => new()
    {
        ["HOME"] = Folder.Path,
        ["DOCKER_CONFIG"] = Folder.Path,
        ["REGISTRY_AUTH_FILE"] = Folder.File("no-auth.json"),
        ["COSIGN_PASSWORD"] = "",
    };

    private Task<string> RunAsync(string program, params string[] arguments) => ChildProcess.RunAsync(program, arguments, Environment);
}
