using System.Text;
using System.Text.Json;
using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Sbom.Images;
using Attestry.Sbom.Scanning;
using Attestry.Sbom.Tests.Layers;
using Attestry.TestKit.Servers;

namespace Attestry.Sbom.Tests;

public sealed class DirectoryTests
{
    [Fact]
    public async Task Finds_on_this_machine_the_packages_that_dpkg_names()
    {
        if (ExternalProgram.Find("dpkg-query") is not { } dpkg)
            return;
        using var root = new TemporaryFolder();
        // The package manager's records are enough; the whole machine would be scanned for minutes under load.
        foreach (var folder in (string[])["var/lib/dpkg/info", "usr/lib", "usr/share/doc"])
            Directory.CreateDirectory(root.File(folder));
        File.Copy("/var/lib/dpkg/status", root.File("var/lib/dpkg/status"));
        File.Copy("/usr/lib/os-release", root.File("usr/lib/os-release"));
        foreach (var list in Directory.GetFiles("/var/lib/dpkg/info", "*.md5sums"))
            File.Copy(list, root.File($"var/lib/dpkg/info/{Path.GetFileName(list)}"));
        var printed = await Programs.OutputAsync(dpkg, "-W", "-f", "${db:Status-Status} ${Package} ${Version} ${Architecture} ${source:Package} ${source:Version}\\n");
        var expected = printed.Split('\n').Where(l => l.StartsWith("installed ", StringComparison.Ordinal)).Select(l => l["installed ".Length..]);
        var scan = await DirectoryScanner.ScanAsync(new(root.Path), default);
        scan.Images[0].Catalog.Packages.Select(p => p.Package)
            .Select(p => $"{p.Name} {p.Version} {p.Architecture} {p.SourceName ?? p.Name} {p.SourceVersion ?? p.Version}").Order(StringComparer.Ordinal)
            .ShouldBe(expected.Order(StringComparer.Ordinal));
        scan.Verdict.ShouldBe(Verdict.Passed);
    }

    [Fact]
    public async Task Reads_a_tree_in_place_without_following_links()
    {
        using var root = new TemporaryFolder();
        using var outside = new TemporaryFolder();
        Directory.CreateDirectory(root.File("app/x.dist-info"));
        File.WriteAllText(root.File("app/x.dist-info/METADATA"), "Name: x\nVersion: 1\n");
        Directory.CreateDirectory(outside.File("y.dist-info"));
        File.WriteAllText(outside.File("y.dist-info/METADATA"), "Name: y\nVersion: 1\n");
        Directory.CreateSymbolicLink(root.File("linked"), outside.Path);
        Directory.CreateSymbolicLink(root.File("app/loop"), root.Path);
        var scan = await DirectoryScanner.ScanAsync(new(root.Path), default);
        scan.Images[0].Catalog.Purls().ShouldBe(["pkg:pypi/x@1"]);
        (scan.Verdict, scan.Images[0].RunsAsRoot, scan.Findings.Count).ShouldBe((Verdict.Passed, null, 0));
        (await DirectoryScanner.ScanAsync(new(root.Path), default)).Images[0].Subject.Digest.ShouldBe(scan.Images[0].Subject.Digest);
    }

    [Fact]
    public async Task A_directory_gives_what_a_layer_of_the_same_files_gives()
    {
        using var root = new TemporaryFolder();
        var layer = new TestLayer();
        foreach (var (path, content) in Enumerable.Range(0, 60).SelectMany(i => ((string Path, byte[] Content)[])
        [
            ($"app/{i:d2}/lib/x-{i}.dist-info/METADATA", Encoding.UTF8.GetBytes($"Name: x-{i}\nVersion: {i}\n")),
            ($"app/{i:d2}/lib/y", SyntheticElf.With(".data", new byte[i * 1000])),
            ($"app/{i:d2}/lib/z", SyntheticGo.Inline()),
            ($"app/{i:d2}/key.pem", Encoding.UTF8.GetBytes($"token: ghp_{new string([.. Enumerable.Range(0, 36).Select(k => (char)('a' + ((i + k) * 7 % 26)))])}\n")),
        ]))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(root.File(path))!);
            File.WriteAllBytes(root.File(path), content);
            layer.File(path, content);
        }
        var expected = (await layer.CatalogAsync()) with { Layer = default, Directories = [] };
        var scans = new List<ArtifactScan>();
        for (var i = 0; i < 3; i++)
            scans.Add(await DirectoryScanner.ScanAsync(new(root.Path), default));
        scans.Select(scan => scan.Images[0].Subject.Digest).Distinct().ShouldHaveSingleItem();
        var merged = ImageCatalog.Merge([expected]);
        var found = scans[0].Images[0].Catalog;
        Json(found.Packages.Select(p => p with { Layer = default })).ShouldBe(Json(merged.Packages));
        Json(found.Executables.Select(e => e with { Layer = default })).ShouldBe(Json(merged.Executables));
        Json(found.Hygiene.Secrets.Select(s => s with { Layer = default })).ShouldBe(Json(merged.Hygiene.Secrets));
        (found.Packages.Count > 60, found.Executables.Count, found.Hygiene.Secrets.Count).ShouldBe((true, 120, 60));
    }

    private static string Json<T>(IEnumerable<T> items) => JsonSerializer.Serialize(items);

    [Fact]
    public async Task A_directory_that_is_not_there_is_said_to_be_so() =>
        await Should.ThrowAsync<DirectoryNotFoundException>(DirectoryScanner.ScanAsync(new("/nowhere/at/all"), default));
}
