using System.CommandLine;
using Attestry.Cli.Checks;
using Attestry.Cli.Files;
using Attestry.Cli.Output;
using Attestry.Cli.Targets;
using Attestry.Primitives;
using Attestry.Sbom.Formats;
using Attestry.Sbom.Scanning;

namespace Attestry.Cli.Commands;

/// <summary><c>attestry sbom</c>: the packages of one image as a document for other tools.</summary>
internal static class SbomCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var target = new TargetOptions(TargetOptions.ImagesAndDirectories);
        var format = OutputFormat.Option(OutputFormat.Spdx, OutputFormat.CycloneDx);
        var output = new Option<string?>("--output", "-o") { HelpName = "FILE", Description = "File to write; standard output without it." };
        var command = new DocumentedCommand("sbom", "Writes the bill of materials of one image: SPDX 2.3 or CycloneDX 1.6 JSON.")
        {
            Examples =
            [
                "attestry sbom ghcr.io/acme/app:1.4 --platform linux/amd64 --format spdx -o app.spdx.json",
                "attestry sbom dir:rootfs -o rootfs.spdx.json",
                "attestry sbom oci-archive:app.tar --format cyclonedx > app.cdx.json",
            ],
            Exits = ("The document is complete.", "It was written, but a part of the image could not be read or is not what its digest names."),
        };
        target.AddTo(command);
        command.Options.Add(format);
        command.Options.Add(output);
        command.SetAction((parsed, cancellation) => RunAsync(terminal, target.Read(parsed), parsed.GetValue(format)!, parsed.GetValue(output), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, TargetRequest request, string format, string? output, CancellationToken cancellation)
    {
        var scan = (await ScannedTarget.ScanAsync(request, terminal, single: true, cancellation)).Scan;
        if (scan.Images is not [var image])
            throw new CommandException($"{request.Text} holds no image: {string.Join(' ', scan.Findings.Select(finding => finding.Message))}", "Check what it names.");
        var document = format == OutputFormat.CycloneDx ? CycloneDxJson.Write(image.Catalog, image.Subject) : SpdxJson.Write(image.Catalog, image.Subject);
        if (output is null)
            terminal.Out.WriteLine(System.Text.Encoding.UTF8.GetString(document));
        else
            SmallFile.Write(output, document);
        return Conclude(terminal, scan);
    }

    private static int Conclude(Terminal terminal, ArtifactScan scan)
    {
        if (scan.Verdict is Verdict.Passed or Verdict.Warned)
            return ExitCode.Pass;
        // Standard output may be the document.
        ScanTable.Show(new Screen(terminal.Error, terminal.ErrorIsTerminal), "The document is not complete", scan.Findings);
        return ExitCode.Fail;
    }
}
