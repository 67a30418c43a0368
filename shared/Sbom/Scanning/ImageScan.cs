using Attestry.Primitives.Findings;
using Attestry.Sbom.Formats;
using Attestry.Sbom.Images;

namespace Attestry.Sbom.Scanning;

/// <summary>What one platform's image holds and how it is made.</summary>
/// <param name="User">As configured; empty means root.</param>
/// <param name="RunsAsRoot">Null when the user is a name that the image does not know.</param>
/// <param name="Findings">Of the image's documents, its layers and the files in them.</param>
/// <param name="Complete">Every layer was read whole and is the one that manifest and configuration name.</param>
public sealed record ImageScan(
    SbomSubject Subject,
    ImageCatalog Catalog,
    string User,
    bool? RunsAsRoot,
    IReadOnlyList<Finding> Findings,
    bool Complete,
    ScanStatistics Statistics);
