using System.Text.RegularExpressions;
using System.Xml;
using Attestry.Primitives.Limits;
using Attestry.Vulnerabilities.Osv;
using Attestry.Vulnerabilities.RedHat;

namespace Attestry.Vulnerabilities.Feeds.Oval;

/// <summary>One definition as it is read, and the advisories that it comes to: one for each vulnerability that it names.</summary>
internal sealed partial class OvalDefinition
{
    private static readonly string[] Advisories = ["RHSA", "RHBA", "RHEA"];

    private readonly bool _isPatch;
    private readonly bool _counts;
    private readonly Dictionary<string, string> _resolutions = new(StringComparer.Ordinal);
    private readonly List<OvalVulnerability> _vulnerabilities = [];
    private readonly List<string> _products = [];
    private readonly List<string> _platforms = [];
    private string? _advisory;
    private string? _title;
    private string? _severity;
    private DateTimeOffset? _issued;
    private DateTimeOffset? _updated;
    private OvalCriteria? _criteria;

    private OvalDefinition(XmlReader reader)
    {
        _isPatch = reader.GetAttribute("class") == "patch";
        // oval:com.redhat.unaffected:def:… lists what does not have the vulnerability, and asks for it as if it had.
        _counts = reader.GetAttribute("class") is "patch" or "vulnerability" && reader.GetAttribute("deprecated") is not ("true" or "1")
            && reader.GetAttribute("id")?.Contains(".unaffected:", StringComparison.Ordinal) == false;
    }

    internal static OvalDefinition Read(XmlReader reader, OvalTests tests)
    {
        var definition = new OvalDefinition(reader);
        if (!definition._counts)
            return definition;
        var left = VulnerabilityLimits.OvalCriteria;
        foreach (var child in OvalXml.Children(reader))
        {
            if (child == "metadata")
                definition.Metadata(reader);
            else if (child == "criteria")
                definition._criteria = OvalCriteria.Read(reader, tests, ref left);
        }
        return definition;
    }

    /// <param name="published">When the document was; counts where the definition gives no date.</param>
    internal IEnumerable<OsvAdvisory> ToAdvisories(DateTimeOffset published)
    {
        var releases = _products.Select(RedHatReleases.OfCpe).OfType<string>().Distinct().ToList();
        var stream = _products.Select(RedHatReleases.Stream).FirstOrDefault(one => one is not null);
        if (_products.Count == 0 && _platforms.Select(platform => Platform().Match(platform)).FirstOrDefault(match => match.Success) is { } of)
            (releases, stream) = ([$"Red Hat:{of.Groups[1].Value}"], $"enterprise_linux:{of.Groups[1].Value}");
        if (!_counts || _criteria is null || releases.Count == 0)
            return [];
        var affected = Affected(releases).ToList();
        return affected.Count == 0 ? [] : _vulnerabilities.DistinctBy(vulnerability => vulnerability.Id).Select(vulnerability => new OsvAdvisory(
            $"{(_isPatch && _advisory is not null ? $"{_advisory}/" : "")}{vulnerability.Id}@{stream}", _updated ?? _issued ?? published, [vulnerability.Id], [], affected)
        {
            Published = _issued,
            Summary = _title?.Length > VulnerabilityLimits.SummaryCharacters ? _title[..VulnerabilityLimits.SummaryCharacters] : _title,
            Severity = vulnerability.Severity,
            DatabaseSeverity = vulnerability.Impact ?? _severity,
        });
    }

    private IEnumerable<OsvAffected> Affected(IReadOnlyList<string> releases) =>
        from found in _criteria!.Packages()
        where FeedReading.IsName(found.Package.Name)
        group found.Package by (found.Package.Name, found.Module) into package
        let resolution = _isPatch ? null : Resolution(package.Key.Name, package.Key.Module)
        where resolution != Resolutions.NotAffected
        from release in releases
        select new OsvAffected(
            release,
            package.Key.Name,
            [.. package.Where(test => test.Kind != OvalTestKind.Exactly).Distinct().Select(test => Range(test, Resolutions.IsOpen(resolution)))],
            [.. package.Where(test => test.Kind == OvalTestKind.Exactly).Select(test => test.Version!).Distinct()])
        {
            Module = package.Key.Module,
            Resolution = resolution,
        };

    private static OsvRange Range(OvalTest test, bool isOpen) => isOpen ? new(OsvRangeType.Unknown, []) : new(OsvRangeType.Ecosystem, test.Kind switch
    {
        OvalTestKind.Earlier => [new(OsvEventKind.Introduced, "0"), new(OsvEventKind.Fixed, test.Version!)],
        OvalTestKind.AtMost => [new(OsvEventKind.Introduced, "0"), new(OsvEventKind.LastAffected, test.Version!)],
        _ => [new(OsvEventKind.Introduced, "0")],
    });

    // Components are named as their source packages are; of a package with another name the gravest counts.
    private string? Resolution(string name, string? module) =>
        _resolutions.GetValueOrDefault(module is null ? name : $"{module}/{name}") ?? Resolutions.Gravest(_resolutions.Values);

    private void Metadata(XmlReader reader)
    {
        foreach (var child in OvalXml.Children(reader))
        {
            if (child == "title")
                _title = OvalXml.Text(reader);
            else if (child == "affected")
                _platforms.AddRange(OvalXml.Children(reader).Where(one => one == "platform").Select(_ => OvalXml.Text(reader)));
            else if (child == "reference" && reader.GetAttribute("ref_id") is { } id && FeedReading.IsName(id))
                Reference(reader.GetAttribute("source"), id);
            else if (child == "advisory")
                Advisory(reader);
        }
    }

    private void Reference(string? source, string id)
    {
        if (Advisories.Contains(source))
            _advisory ??= id;
        else if (source == "CVE")
            Add(new(id, null, []));
    }

    private void Advisory(XmlReader reader)
    {
        foreach (var child in OvalXml.Children(reader))
        {
            if (child == "severity")
                _severity = OvalXml.Text(reader);
            else if (child == "issued")
                _issued = OvalXml.Date(reader);
            else if (child == "updated")
                _updated = OvalXml.Date(reader);
            else if (child == "cve")
                Add(OvalVulnerability.Read(reader));
            else if (child == "affected_cpe_list")
                _products.AddRange(OvalXml.Children(reader).Where(one => one == "cpe").Take(VulnerabilityLimits.Aliases).Select(_ => OvalXml.Text(reader)));
            else if (child == "affected")
                Affected(reader);
        }
    }

    private void Affected(XmlReader reader)
    {
        foreach (var _ in OvalXml.Children(reader).Where(child => child == "resolution"))
        {
            if (Resolutions.Of(reader.GetAttribute("state")) is not { } resolution)
                continue;
            foreach (var component in OvalXml.Children(reader).Where(child => child == "component"))
            {
                if (_resolutions.Count < VulnerabilityLimits.AffectedPackages)
                    _resolutions[OvalXml.Text(reader)] = resolution;
            }
        }
    }

    // The advisory knows more of a vulnerability than the references do, and comes after them.
    private void Add(OvalVulnerability vulnerability)
    {
        if (!FeedReading.IsName(vulnerability.Id) || _vulnerabilities.Count == VulnerabilityLimits.Aliases)
            return;
        _vulnerabilities.RemoveAll(known => known.Id == vulnerability.Id && known.Severity.Count == 0 && known.Impact is null);
        _vulnerabilities.Add(vulnerability);
    }

    [GeneratedRegex(@"^Red Hat Enterprise Linux (\d{1,2})$", RegexOptions.NonBacktracking)]
    private static partial Regex Platform();
}
