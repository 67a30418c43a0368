namespace Attestry.Cli.Tests.Bundles;

/// <summary>The public client suite by its command-line protocol: each folder's name says how the case must end.</summary>
public sealed class ConformanceTests
{
    private const string Identity =
        "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main";

    private const string Issuer = "https://token.actions.githubusercontent.com";

    // Later than every case; the clock of the machine decides nothing.
    private static readonly ManualTime Time = new(new(2026, 8, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Every_case_ends_as_its_name_says()
    {
        if (Corpora.Path("sigstore/bundle-verify") is not { } suite)
            return;
        var folders = Directory.GetDirectories(suite);
        folders.Length.ShouldBeGreaterThanOrEqualTo(36);
        var wrong = new List<string>();
        foreach (var folder in folders)
        {
            var result = await Run.AtAsync(Time, [], "", Arguments(folder, suite));
            if (result.Code == ExitCode.Pass == folder.EndsWith("_fail", StringComparison.Ordinal))
                wrong.Add($"{Path.GetFileName(folder)}: {result.Code} {result.Out}{result.Error}");
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_digest_stands_for_the_file()
    {
        if (Corpora.Path("sigstore/bundle-verify") is not { } suite)
            return;
        var digest = Primitives.Digest.Sha256(await File.ReadAllBytesAsync(Path.Combine(suite, "a.txt")));
        var arguments = Arguments(Path.Combine(suite, "rekor2-happy-path"), suite);
        var result = await Run.AtAsync(Time, [], "", [.. arguments[..^1], digest.Text]);
        result.Code.ShouldBe(ExitCode.Pass, result.Out + result.Error);
        result.Out.ShouldContain(Identity);
        result.Out.ShouldContain("Logged in log2025-alpha1.rekor.sigstage.dev");
        (await Run.AtAsync(Time, [], "", [.. arguments[..^1], "sha256:" + new string('0', 64)])).Code.ShouldBe(ExitCode.Fail);
        (await Run.AtAsync(Time, [], "", [.. arguments[..^1], digest.Text[..^1]])).Code.ShouldBe(ExitCode.Error);
    }

    [Fact]
    public async Task Somebody_must_be_named()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("b.json"), "{}");
        foreach (IReadOnlyList<string> who in (IReadOnlyList<string>[])[[], ["--certificate-identity", "a"], ["--certificate-oidc-issuer", "b"], ["--certificate-identity", "", "--certificate-oidc-issuer", ""]])
            (await Run.HereAsync(["sigstore", "verify-bundle", "--bundle", folder.File("b.json"), .. who, folder.File("b.json")])).ShouldBeError("Nobody is named");
    }

    private static List<string> Arguments(string folder, string suite)
    {
        var (key, root, artifact) = (Path.Combine(folder, "key.pub"), Path.Combine(folder, "trusted_root.json"), Path.Combine(folder, "artifact"));
        return
        [
            "sigstore", "verify-bundle", "--bundle", Path.Combine(folder, "bundle.sigstore.json"),
            .. File.Exists(key) ? ["--key", key] : (IEnumerable<string>)["--certificate-identity", Text(folder, "identity") ?? Identity, "--certificate-oidc-issuer", Text(folder, "issuer") ?? Issuer],
            .. File.Exists(root) ? ["--trusted-root", root] : (IEnumerable<string>)[],
            File.Exists(artifact) ? artifact : Path.Combine(suite, "a.txt"),
        ];
    }

    private static string? Text(string folder, string name) => File.Exists(Path.Combine(folder, name)) ? File.ReadAllText(Path.Combine(folder, name)).Trim() : null;
}
