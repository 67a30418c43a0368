using Attestry.Cli.Checks;
using Attestry.Cli.Targets;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sbom.Documents;
using Attestry.Sbom.Formats;

namespace Attestry.Cli.Sboms;

/// <summary>What a person named as one side of a question: a document (<c>sbom:FILE</c>, or a file's path), else something to scan.</summary>
/// <param name="IsScan">The packages were looked for here; a document only says so.</param>
/// <param name="Findings">What keeps it from being whole.</param>
internal sealed record SbomSource(BillOfMaterials Bom, bool IsScan, IReadOnlyList<Finding> Findings)
{
    private const string Prefix = "sbom:";

    internal static async Task<SbomSource> OpenAsync(TargetRequest request, Terminal terminal, CancellationToken cancellation)
    {
        if (FileOf(request.Text) is { } path)
        {
            var (document, reading) = SbomFile.Read(path);
            return new(document, false, reading.Findings);
        }
        var scan = (await ScannedTarget.ScanAsync(request, terminal, single: true, cancellation)).Scan;
        return scan.Images is [var image]
            ? new(ImageBom.Of(image.Catalog, image.Subject), true, scan.Verdict is Verdict.Passed or Verdict.Warned ? [] : scan.Findings)
            : throw new CommandException($"{request.Text} holds no image: {string.Join(' ', scan.Findings.Select(finding => finding.Message))}", "Check what it names.");
    }

    private static string? FileOf(string target) =>
        target.StartsWith(Prefix, StringComparison.Ordinal) ? target[Prefix.Length..] : File.Exists(target) ? target : null;
}
