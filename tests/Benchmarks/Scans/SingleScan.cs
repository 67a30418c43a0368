using System.CommandLine;
using System.Globalization;
using Attestry.Benchmarks.Layers;
using Attestry.Oci.Sources;
using Attestry.Sbom.Layers;
using Attestry.Sbom.Scanning;
using Attestry.TestKit.Servers;

namespace Attestry.Benchmarks.Scans;

/// <summary>One scan in a process of its own, which says how much memory it had at most: what was scanned before would be counted too.</summary>
internal static class SingleScan
{
    internal const string Name = "single-scan";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    internal static Command Create()
    {
        var layout = new Option<string?>("--layout") { Description = "OCI layout of a packed image." };
        var known = new Option<string?>("--known") { Description = "File with the catalog of a layer that is known." };
        var root = new Option<string?>("--root") { Description = "Root file system." };
        var command = new Command(Name, "Scan once and print the most memory that was resident, in bytes; what `scan` starts.") { layout, known, root };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(root) is { } directory)
                await DirectoryScanner.ScanAsync(new(directory), cancellation);
            else
                await ScanAsync(parsed.GetValue(layout)!, parsed.GetValue(known), cancellation);
            Console.WriteLine(PeakMemory.Read());
            return 0;
        });
        return command;
    }

    /// <summary>Most bytes that were resident in the process.</summary>
    /// <param name="arguments">Of this command.</param>
    internal static async Task<double> MeasureAsync(params string[] arguments) =>
        double.Parse(await ChildProcess.RunAsync("dotnet", [typeof(SingleScan).Assembly.Location, Name, .. arguments], within: Patience), CultureInfo.InvariantCulture);

    private static async Task ScanAsync(string layout, string? known, CancellationToken cancellation)
    {
        var cache = new MemoryLayerCatalogCache();
        if (known is not null)
            await cache.PutAsync(LayerCatalogJson.Read(await File.ReadAllBytesAsync(known, cancellation)), cancellation);
        await using var source = await OciLayout.OpenAsync(layout, cancellation);
        await ArtifactScanner.ScanAsync(source, PackedImage.Tag, cache, cancellation);
    }
}
