using Attestry.Contracts.Evidence;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Comparing;
using Attestry.Sbom.Documents;
using Attestry.Sbom.Purls;

namespace Attestry.Evidence;

/// <summary>
/// Compares what was found in an artifact with what the SBOMs state that come with it. One that comes with an image is compared with that image.
/// One that comes with an index is compared, in the evidence of the index, with the image that it says it is about; when it names none of the
/// images, with the packages of all of them together, for it may be about any. A difference is told, whoever made the document, and changes no
/// verdict: what to make of it is for a policy to say.
/// </summary>
public static class SbomComparison
{
    private static readonly string[] Own = [BomFindings.PackageMissing, BomFindings.PackageExtra, BomFindings.VersionDiffers, BomFindings.MoreDifferences, BomFindings.UnknownFormat, BomFindings.Malformed, BomFindings.TooLarge];

    /// <summary>The evidence with the comparison in the place of the one that may be in it. Of a scan that failed nothing is compared: what was not read cannot be missed.</summary>
    /// <param name="artifact">What the evidence is about.</param>
    public static EvidenceContent<SbomEvidence> Compare(EvidenceContent<SbomEvidence> scanned, Digest artifact, IReadOnlyList<StatedSbom> stated)
    {
        ArgumentNullException.ThrowIfNull(scanned);
        ArgumentNullException.ThrowIfNull(stated);
        var findings = scanned.Findings.Where(finding => !Own.Contains(finding.Id)).ToList();
        var isWhole = scanned.Verdict is Verdict.Passed or Verdict.Warned;
        var readings = new Dictionary<Digest, BomReading>();
        var compared = new List<ComparedSbom>();
        foreach (var sbom in stated.Take(ReferrerLimits.ComparedSboms))
        {
            if (sbom.Content is { } content && !readings.ContainsKey(sbom.Found.Content))
                readings.Add(sbom.Found.Content, BomReader.Read(content));
            var images = isWhole ? Images(scanned.Result, sbom.Found, artifact) : [];
            var (result, differences) = Compare(sbom.Found, readings.GetValueOrDefault(sbom.Found.Content), images, artifact);
            compared.Add(result);
            findings.AddRange(differences);
        }
        return scanned with { Findings = [.. findings.Distinct().Take(SbomLimits.FindingsPerArtifact)], Result = scanned.Result with { Stated = compared } };
    }

    private static IReadOnlyList<PlatformPackages> Images(SbomEvidence scanned, FoundSbom sbom, Digest artifact)
    {
        var subject = sbom.Subject ?? artifact;
        var about = scanned.Platforms.Where(platform => platform.Image == subject || sbom.Describes.Contains(platform.Image)).ToList();
        // In the evidence of an image, what comes with an index that lists it may be about another of its images.
        return about.Count > 0 || subject != artifact ? about : scanned.Platforms;
    }

    private static (ComparedSbom Result, IReadOnlyList<Finding> Findings) Compare(FoundSbom sbom, BomReading? reading, IReadOnlyList<PlatformPackages> images, Digest artifact)
    {
        var result = new ComparedSbom(sbom.Source, sbom.Manifest, sbom.Subject ?? artifact, sbom.Content, reading?.Format, [], 0, 0, 0) { Signer = sbom.Signer };
        if (reading is not { Document: { } document })
            return (result, [.. (reading?.Findings ?? []).Select(finding => finding with { Location = sbom.Content.Text })]);
        if (images.Count == 0)
            return (result, []);
        var differences = Differences(images, document);
        return (
            result with
            {
                Images = [.. images.Select(image => image.Image)],
                Missing = differences.Count(one => one.Kind == BomDifferenceKind.Missing),
                Extra = differences.Count(one => one.Kind == BomDifferenceKind.Extra),
                VersionDiffers = differences.Count(one => one.Kind == BomDifferenceKind.VersionDiffers),
            },
            BomComparison.Findings(differences, sbom.Content.Text));
    }

    private static List<BomDifference> Differences(IReadOnlyList<PlatformPackages> images, BillOfMaterials document)
    {
        var packages = images.SelectMany(image => image.Packages).ToList();
        // The same thing under a second name: whoever lists it too invents nothing.
        var provided = packages.SelectMany(package => package.Provides ?? []).Select(Key).ToHashSet(StringComparer.Ordinal);
        var found = new BillOfMaterials("", "") { Components = [.. packages.Select(package => new BomComponent(package.Purl, BomComponentKind.Library, package.Name) { Version = package.Version, Purl = package.Purl })] };
        return [.. BomComparison.Compare(found, document, onlyCatalogued: true).Where(one => one.Kind != BomDifferenceKind.Extra || !provided.Contains(one.Package))];
    }

    private static string Key(string purl) => Purl.TryParse(purl, out var parsed) ? Purl.Create(parsed.Type, parsed.Namespace, parsed.Name).ToString() : purl;
}
