using System.Collections.Frozen;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Vulnerabilities.Cvss;

/// <summary>One version of CVSS: how its vectors begin, which metrics they have, and how they are scored.</summary>
/// <param name="Metrics">By name: the values that it may have, and whether every vector must have it.</param>
internal sealed record CvssVersion(
    string Name, string Prefix, FrozenDictionary<string, CvssMetric> Metrics, Func<IReadOnlyDictionary<string, string>, decimal> Score)
{
    internal bool Starts(string vector) => vector.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Metric by metric; null when the vector is not valid.</summary>
    internal IReadOnlyDictionary<string, string>? Read(string vector)
    {
        if (vector.Length > VulnerabilityLimits.VectorCharacters)
            return null;
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in vector[Prefix.Length..].Split('/'))
        {
            var colon = part.IndexOf(':');
            if (colon < 0 || !Metrics.TryGetValue(part[..colon], out var metric))
                return null;
            var value = part[(colon + 1)..];
            if (!metric.Values.Contains(value) || !read.TryAdd(part[..colon], value))
                return null;
        }
        return Metrics.All(metric => !metric.Value.Mandatory || read.ContainsKey(metric.Key)) ? read : null;
    }

    internal CvssScore Rate(string vector, decimal score) => new(Name, vector, score, Rating(score));

    // CVSS 3.0, 3.1 and 4.0 §qualitative severity rating scale; version 2 has no such scale, and NVD's ends at high.
    private Severity Rating(decimal score) => score switch
    {
        0 => Severity.Info,
        < 4.0m => Severity.Low,
        < 7.0m => Severity.Medium,
        < 9.0m => Severity.High,
        _ => Name == "2.0" ? Severity.High : Severity.Critical,
    };
}
