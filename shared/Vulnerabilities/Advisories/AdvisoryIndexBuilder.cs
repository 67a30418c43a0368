using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Vulnerabilities.Osv;

namespace Attestry.Vulnerabilities.Advisories;

/// <summary>
/// Collects advisories from one or more sources into an index. Of two with the same id the one modified later counts, and
/// the one that came later when neither is; so increments are added on top of what they amend.
/// </summary>
public sealed class AdvisoryIndexBuilder
{
    private readonly Dictionary<string, OsvAdvisory> _byId = new(StringComparer.Ordinal);
    private readonly List<Finding> _findings = [];
    private int _moreFindings;

    /// <summary>What could not be read; the package of such an advisory may pass for want of it.</summary>
    public IReadOnlyList<Finding> Findings => _moreFindings == 0
        ? _findings
        : [.. _findings, new(VulnerabilityFindings.MoreFindings, Severity.Medium, $"{_moreFindings} more problems were found in advisories.")];

    public void Add(OsvReading reading)
    {
        if (reading.Advisory is { } advisory)
            Add(advisory);
        else if (_findings.Count < VulnerabilityLimits.FindingsPerArchive)
            _findings.Add(reading.Problem!);
        else
            _moreFindings++;
    }

    public void Add(OsvAdvisory advisory)
    {
        if (!_byId.TryGetValue(advisory.Id, out var known) || advisory.Modified >= known.Modified)
            _byId[advisory.Id] = advisory;
    }

    /// <summary>Adds every advisory of a zip as <see cref="AdvisoryArchive"/> reads it.</summary>
    public AdvisoryIndexBuilder AddArchive(Stream zip, CancellationToken cancellation = default)
    {
        foreach (var reading in AdvisoryArchive.Read(zip, cancellation))
            Add(reading);
        return this;
    }

    /// <summary>An index of what was added so far; withdrawn advisories are left out.</summary>
    public AdvisoryIndex Build() => new([.. _byId.Values.Where(advisory => advisory.Withdrawn is null)]);
}
