using System.Diagnostics;
using System.Formats.Tar;
using System.Security.Cryptography;
using Attestry.Oci.Building;
using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Sbom.Scanning;

namespace Attestry.Sbom.Tests;

/// <summary>The root of this machine as an image of some 300 MB, where it is Debian's.</summary>
public sealed class DebianImageTests
{
    private const long Bytes = 300_000_000;

    [Fact]
    public async Task The_packages_of_a_whole_image_are_those_that_dpkg_lists()
    {
        if (!File.Exists("/var/lib/dpkg/status") || !File.Exists("/usr/bin/dpkg-query"))
        {
            Console.Error.WriteLine("NOTICE dpkg is not on this machine; a comparison with it did nothing.");
            return;
        }
        using var folder = new TemporaryFolder();
        await PackAsync(folder.File("layout"));
        await using var source = await OciLayout.OpenAsync(folder.File("layout"), default);
        var scan = await ArtifactScanner.ScanAsync(source, "debian", new MemoryLayerCatalogCache(), default);
        var image = scan.Images.ShouldHaveSingleItem();
        image.Complete.ShouldBeTrue(string.Join(' ', scan.Findings));
        image.Catalog.Os!.Id.ShouldNotBeEmpty();
        image.Catalog.Packages.Where(p => p.Package.Type == PackageTypes.Debian).Select(p => $"{p.Package.Name} {p.Package.Version} {p.Package.Architecture}").Order(StringComparer.Ordinal)
            .ShouldBe(await ListedAsync());
    }

    private static async Task<IEnumerable<string>> ListedAsync()
    {
        var start = new ProcessStartInfo("/usr/bin/dpkg-query", ["-W", "-f", "${Package}\t${Version}\t${Architecture}\t${db:Status-Status}\n"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var lines = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .Where(fields => fields[3] is not ("config-files" or "not-installed"))
            .Select(fields => $"{fields[0]} {fields[1]} {fields[2]}")
            .Order(StringComparer.Ordinal);
    }

    // Uncompressed: what compression costs is measured elsewhere.
    private static async Task PackAsync(string layout)
    {
        var writer = await LayoutWriter.OpenAsync(layout, default);
        var blobs = Directory.CreateDirectory(Path.Combine(layout, "blobs", "sha256")).FullName;
        var archive = Path.Combine(blobs, "new");
        using (var file = File.Create(archive))
        using (var tar = new TarWriter(file, TarEntryFormat.Pax))
        {
            var left = Bytes;
            foreach (var path in Files())
            {
                using var content = MachineFiles.TryOpen(path);
                if (content is null || content.Length > left)
                    continue;
                left -= content.Length;
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path[1..]) { DataStream = content, ModificationTime = DateTimeOffset.UnixEpoch });
            }
        }
        Digest digest;
        long length;
        await using (var file = File.OpenRead(archive))
            (digest, length) = (Digest.FromHash(HashAlgorithmName.SHA256, await SHA256.HashDataAsync(file)), file.Length);
        File.Move(archive, Path.Combine(blobs, digest.Hex));
        await new ImageBuilder { Layers = [new(new(MediaTypes.OciLayer, digest, length), digest, default)] }.PushAsync(writer, "debian", default);
    }

    /// <summary>What tells of packages first, then programs and libraries, as long as there is room.</summary>
    private static IEnumerable<string> Files() =>
    [
        "/usr/lib/os-release",
        "/etc/passwd",
        .. new[] { "/var/lib/dpkg", "/usr/share/doc", "/usr/bin", "/usr/sbin", "/usr/lib" }
            .SelectMany(MachineFiles.Below)
            .Where(path => path != "/usr/lib/os-release"),
    ];
}
