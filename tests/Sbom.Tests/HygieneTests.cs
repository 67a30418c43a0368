using System.Security.Cryptography;
using System.Text;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Images;
using Attestry.Sbom.Layers;
using Attestry.Sbom.Secrets;
using Attestry.Sbom.Tests.Layers;

namespace Attestry.Sbom.Tests;

public sealed class HygieneTests
{
    private const UnixFileMode Program = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherExecute;

    [Fact]
    public async Task Says_which_shells_package_managers_and_authorities_are_left()
    {
        var hygiene = await MergeAsync(
            new TestLayer().File("bin/busybox", "x").Symlink("bin/sh", "/bin/busybox").File("sbin/apk", "x").File("usr/bin/zsh", "x").File("etc/ssl/certs/ca-certificates.crt", "x").File("opt/bin/bash", "x"),
            new TestLayer().Whiteout("usr/bin/zsh").Whiteout("sbin"));
        hygiene.Shells.ShouldBe(["bin/busybox", "bin/sh"]);
        hygiene.PackageManagers.ShouldBeEmpty();
        hygiene.CertificateAuthorities.ShouldBe(["etc/ssl/certs/ca-certificates.crt"]);
    }

    [Fact]
    public async Task Says_what_runs_as_its_owner_and_what_everybody_may_change()
    {
        var hygiene = await MergeAsync(
            new TestLayer()
                .File("bin/su", [1], Program | UnixFileMode.SetUser)
                .File("bin/wall", [1], Program | UnixFileMode.SetGroup)
                .File("bin/mount", [1], Program | UnixFileMode.SetUser)
                .File("etc/open", [1], UnixFileMode.UserRead | UnixFileMode.OtherWrite)
                .Directory("tmp", UnixFileMode.OtherWrite | UnixFileMode.StickyBit)
                .Directory("var/spool", UnixFileMode.OtherWrite)
                .Symlink("bin/link", "su"),
            new TestLayer().File("bin/mount", [1], Program));
        hygiene.Setuid.ShouldBe(["bin/su", "bin/wall"]);
        hygiene.WorldWritable.ShouldBe(["etc/open", "var/spool"]);
    }

    [Fact]
    public async Task Counts_what_later_layers_remove_or_replace()
    {
        var hygiene = await MergeAsync(
            new TestLayer().File("cache/a", new byte[1000]).File("cache/b", new byte[500]).File("keep", new byte[10]).File("etc/config", new byte[7]).File("old/x", new byte[3]),
            new TestLayer().Whiteout("cache").File("etc/config", new byte[9]).Opaque("old").File("old/y", new byte[1]),
            new TestLayer().File("old", new byte[2]));
        hygiene.Layers.Select(l => (l.Files, l.WastedBytes)).ShouldBe([(5, 1510), (2, 1), (1, 0)]);
    }

    [Theory]
    [InlineData("private-key")]
    [InlineData("aws-access-key-id")]
    [InlineData("github-token")]
    [InlineData("npm-token")]
    [InlineData("slack-token")]
    [InlineData("registry-password")]
    [InlineData("assigned-secret")]
    public async Task Finds_secrets_and_never_repeats_them(string kind)
    {
        var (path, content, value) = Secret(kind);
        var layer = await new TestLayer().File(path, $"first line\n{content}\n").CatalogAsync();
        layer.Marks.Secrets.ShouldHaveSingleItem().ShouldBe(new LayerSecret(path, 2, kind));
        Encoding.UTF8.GetString(LayerCatalogJson.Write(layer)).ShouldNotContain(value[..8]);
    }

    [Fact]
    public async Task A_secret_that_a_later_layer_removes_is_still_in_the_image()
    {
        var hygiene = await MergeAsync(new TestLayer().File("root/.ssh/id", Secret("private-key").Content), new TestLayer().Whiteout("root/.ssh"));
        var secret = hygiene.Secrets.ShouldHaveSingleItem();
        (secret.Secret.Path, secret.Removed).ShouldBe(("root/.ssh/id", true));
    }

    [Theory]
    [InlineData("doc.txt", "Set AWS_ACCESS_KEY_ID to AKIAIOSFODNN7EXAMPLE.")]
    [InlineData("doc.txt", "AKIAAAAAAAAAAAAAAAAA")]
    [InlineData("doc.txt", "-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----")]
    [InlineData("code.py", "if text.startswith('-----BEGIN PRIVATE KEY-----'):")]
    [InlineData("cert.pem", "-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUQ2hhbmdlZCB0byBzb21ldGhpbmcgZWxzZTAKBggqhkjO\n-----END CERTIFICATE-----")]
    [InlineData("token.txt", "ghp_short")]
    [InlineData("token.txt", "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData(".npmrc", "//registry.example/:_authToken=${NPM_TOKEN}")]
    [InlineData("usr/share/doc/x/README", "AKIAQ3EGXKJ7RUVZ2MPT")]
    [InlineData(".env", "PASSWORD=$OTHER_PASSWORD_VALUE")]
    [InlineData("code.py", "KEY = re.compile('-----BEGIN PRIVATE KEY-----.+-----END PRIVATE KEY-----\\s*', re.DOTALL) # abcdefghijklmnopqrstuvwxyz")]
    [InlineData("usr/lib/python3/dist-packages/x/tests/key.txt", "AKIAQ3EGXKJ7RUVZ2MPT")]
    [InlineData("word.txt", "xAKIAQ3EGXKJ7RUVZ2MPT")]
    public async Task Examples_and_placeholders_are_no_secrets(string path, string content) =>
        (await new TestLayer().File(path, content).CatalogAsync()).Marks.Secrets.ShouldBeEmpty();

    [Fact]
    public async Task A_bounded_number_is_kept()
    {
        var layer = new TestLayer();
        for (var i = 0; i < SbomLimits.HygieneItems + 5; i++)
            layer.File($"f{i}", [1], Program | UnixFileMode.SetUser);
        layer.File("many", string.Concat(Enumerable.Repeat(Secret("github-token").Content + "\n", 100)));
        var marks = (await layer.CatalogAsync()).Marks;
        (marks.Setuid.Count, marks.Secrets.Count).ShouldBe((SbomLimits.HygieneItems, 20));
    }

    private static async Task<ImageHygiene> MergeAsync(params TestLayer[] layers)
    {
        var catalogs = new List<LayerCatalog>();
        foreach (var layer in layers)
            catalogs.Add(await layer.CatalogAsync());
        return ImageCatalog.Merge(catalogs).Hygiene;
    }

    // Put together here, so that no scanner finds them in the sources.
    private static (string Path, string Content, string Value) Secret(string kind)
    {
        const string Random = "Qz7Lk2Vb9Xw4Tn6Yc8Rf3Hs5Jd1Mg0PqAeBo";
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return kind switch
        {
            "private-key" => ("etc/tls.key", key.ExportPkcs8PrivateKeyPem(), Convert.ToBase64String(key.ExportPkcs8PrivateKey())),
            "aws-access-key-id" => ("app/config", "key = \"" + "AKIA" + "Q3EGXKJ7RUVZ2MPT" + "\"", "Q3EGXKJ7RUVZ2MPT"),
            "github-token" => ("app/config", "token: " + "ghp_" + Random, Random),
            "npm-token" => ("root/.npmrc", "//registry.example/:" + "_authToken=" + Random, Random),
            "slack-token" => ("app/config", "xoxb" + "-1234567890-" + Random[..24], Random),
            "registry-password" => ("root/.docker/config.json", "{\"auth\": \"" + "dXNlcjpRejdMazJWYjlYdzRUbjZZYw==" + "\"}", "dXNlcjpRejdMazJWYjlYdzRUbjZZYw"),
            _ => ("app/.env", "DB_PASSWORD=" + Random[..20], Random),
        };
    }
}
