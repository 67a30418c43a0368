using Attestry.Primitives.Findings;

namespace Attestry.Vulnerabilities.Cvss;

/// <summary>What a CVSS vector comes to.</summary>
/// <param name="Version"><c>2.0</c>, <c>3.0</c>, <c>3.1</c> or <c>4.0</c>.</param>
/// <param name="Score">0.0 to 10.0 in steps of a tenth: the base score; of version 4.0 the score of all metrics in the vector.</param>
/// <param name="Severity">The version's qualitative rating; <see cref="Severity.Info"/> for a score of none.</param>
public sealed record CvssScore(string Version, string Vector, decimal Score, Severity Severity)
{
    /// <summary>Scores a vector of any version.</summary>
    /// <returns>Null when it is not one: a mandatory metric is missing, a metric is named twice, unknown or has no such value.</returns>
    public static CvssScore? Of(string vector)
    {
        foreach (var version in CvssVersions.All)
        {
            if (version.Starts(vector))
                return version.Read(vector) is { } metrics ? version.Rate(vector, version.Score(metrics)) : null;
        }
        return null;
    }
}
