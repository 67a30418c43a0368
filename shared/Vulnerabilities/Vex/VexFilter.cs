using Attestry.Vulnerabilities.Advisories;

namespace Attestry.Vulnerabilities.Vex;

/// <summary>Applies statements of trusted authors to matches. Nothing is removed: a match keeps the statement that lifts it.</summary>
public static class VexFilter
{
    /// <summary>The statement that counts for a match: of those about it the latest, and of equally late ones the last. Null when there is none.</summary>
    public static VexStatement? Find(IEnumerable<VexStatement> statements, VulnerabilityMatch match, VexSubject subject)
    {
        ArgumentNullException.ThrowIfNull(match);
        return Find(statements, match.Ids, subject);
    }

    /// <param name="ids">All ids of the vulnerability.</param>
    public static VexStatement? Find(IEnumerable<VexStatement> statements, IReadOnlyCollection<string> ids, VexSubject subject)
    {
        VexStatement? latest = null;
        foreach (var statement in statements)
        {
            if ((latest is null || statement.Time >= latest.Time) && statement.Vulnerabilities.Any(ids.Contains) && statement.Products.Any(product => Means(product, subject)))
                latest = statement;
        }
        return latest;
    }

    /// <summary>Does the statement lift the match? Only not affected and fixed do.</summary>
    public static bool Lifts(VexStatement? statement) => statement?.Status is VexStatus.NotAffected or VexStatus.Fixed;

    private static bool Means(VexProduct product, VexSubject subject)
    {
        if (product.Subcomponents.Count == 0 && product.Ids.Any(id => PurlPattern.Matches(id, subject.PackagePurl)))
            return true;
        return IsArtifact(product, subject)
            && (product.Subcomponents.Count == 0 || product.Subcomponents.Any(component => PurlPattern.Matches(component, subject.PackagePurl)));
    }

    // A content hash that differs means another image, whatever it is called.
    private static bool IsArtifact(VexProduct product, VexSubject subject)
    {
        if (product.Sha256 is { } hash)
            return !subject.Artifact.IsEmpty && subject.Artifact.Text == $"sha256:{hash}";
        return product.Ids.Any(id => id == subject.Artifact.Text || subject.ArtifactPurls.Any(purl => PurlPattern.Matches(id, purl)));
    }
}
