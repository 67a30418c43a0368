using System.Text.Json;
using System.Text.RegularExpressions;
using Attestry.Vulnerabilities.RedHat;

namespace Attestry.Vulnerabilities.Csaf;

/// <summary>
/// The RPMs of a CSAF document by the ids that statuses refer to: packages (by package URL) as components of platforms (by CPE), directly or through
/// a module that is a component of the platform. The module is also told by the package URL itself (<c>rpmmod</c>).
/// </summary>
internal sealed partial class CsafRpms
{
    private readonly Dictionary<string, string> _platforms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _modules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CsafRpm> _packages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CsafRpm> _components = new(StringComparer.Ordinal);
    private readonly CsafTree _tree;

    internal CsafRpms(JsonElement root)
    {
        _tree = new(root);
        foreach (var (id, helper) in _tree.Products)
            Add(id, helper);
        var moduleOn = new Dictionary<string, (string Ecosystem, string Module)>(StringComparer.Ordinal);
        foreach (var (id, component, whole) in _tree.Relationships)
        {
            if (_modules.TryGetValue(component, out var module) && _platforms.TryGetValue(whole, out var ecosystem))
                moduleOn[id] = (ecosystem, module);
        }
        foreach (var (id, component, whole) in _tree.Relationships)
        {
            if (!_packages.TryGetValue(component, out var package))
                continue;
            if (_platforms.TryGetValue(whole, out var ecosystem))
                _components[id] = package with { Ecosystem = ecosystem };
            else if (moduleOn.TryGetValue(whole, out var on))
                _components[id] = package with { Ecosystem = on.Ecosystem, Module = on.Module };
        }
    }

    internal IEnumerable<CsafRpm> Find(string id) => _components.TryGetValue(id, out var rpm) ? [rpm] : [];

    /// <summary>Ids of the products that a remediation is about.</summary>
    internal IEnumerable<string> About(JsonElement item) => _tree.About(item);

    private void Add(string id, JsonElement helper)
    {
        if (ForeignJson.Text(helper, "cpe") is { } cpe && RedHatReleases.OfCpe(cpe) is { } release)
            _platforms[id] = release;
        if (ForeignJson.Text(helper, "purl") is not { } purl)
            return;
        if (Rpm().Match(purl) is { Success: true } rpm)
            _packages[id] = new("", Decoded(rpm, "name"), Version(rpm), ModuleStreams.Of(Qualifier(rpm, Label())));
        else if (Module().Match(purl) is { Success: true } module)
            _modules[id] = $"{Decoded(module, "name")}:{Decoded(module, "stream")}";
    }

    private static string? Version(Match rpm) =>
        rpm.Groups["version"].Value is not { Length: > 0 } ? null
        : (Qualifier(rpm, Epoch()) is { } epoch and not "0" ? $"{epoch}:" : "") + Decoded(rpm, "version");

    private static string? Qualifier(Match rpm, Regex qualifier) => qualifier.Match(rpm.Groups["qualifiers"].Value) is { Success: true } found ? Uri.UnescapeDataString(found.Groups[1].Value) : null;

    private static string Decoded(Match match, string group) => Uri.UnescapeDataString(match.Groups[group].Value);

    [GeneratedRegex(@"^pkg:rpm/redhat/(?<name>[^@?#]+)(?:@(?<version>[^?#]*))?(?:\?(?<qualifiers>[^#]*))?", RegexOptions.NonBacktracking)]
    private static partial Regex Rpm();

    // pkg:rpmmod/redhat/gimp@2.8:8080020250623120629:0621e4ee
    [GeneratedRegex(@"^pkg:rpmmod/redhat/(?<name>[^@?#:]+)@(?<stream>[^?#:%]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Module();

    [GeneratedRegex(@"(?:^|&)epoch=(\d+)(?:&|$)", RegexOptions.NonBacktracking)]
    private static partial Regex Epoch();

    [GeneratedRegex(@"(?:^|&)rpmmod=([^&]+)(?:&|$)", RegexOptions.NonBacktracking)]
    private static partial Regex Label();
}
