using System.CommandLine;
using Attestry.Benchmarks.Layers;

namespace Attestry.Benchmarks.Scans;

internal static class ScanCommand
{
    internal static Command Create()
    {
        var size = SizeOption.Create("Uncompressed size of the image that is packed: 300MB.");
        var root = new Option<DirectoryInfo?>("--root") { Description = "An unpacked root file system; without it the image's own files are unpacked." };
        root.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<DirectoryInfo?>() is { Exists: false } missing)
                result.AddError($"There is no directory '{missing}'.");
        });
        var command = new Command(
            "scan",
            """
            A whole image of two layers from an OCI layout with every check on, against `gzip -dc LAYER | sha256sum` of both layers.

            The image is packed from files of this machine and removed afterwards: databases of packages, texts and native programs
            below, managed programs above. It is scanned with nothing known, and again with the lower layer known. Then a root file
            system is scanned in place; Trivy is not run, the ratio is to what it reached elsewhere. Memory is that of a process of
            its own for each of the three, which does nothing else.

            Examples:
              benchmarks scan
              benchmarks scan --size 1000MB --rounds 3
              benchmarks scan --root /srv/debian --format json
            """)
        {
            size, root,
        };
        BenchmarkOptions.AddTo(command, rounds: 5, (parsed, rounds, cancellation) =>
            ScanBenchmark.RunAsync(parsed.GetValue(size), parsed.GetValue(root), rounds, cancellation));
        return command;
    }
}
