using System.Text.Json;
using System.Text.RegularExpressions;
using Attestry.Primitives.Limits;

namespace Attestry.Vulnerabilities.Feeds;

/// <summary>
/// The product tree of a CSAF document (CSAF 2.0 §3.2.2): branches hold platforms (by CPE) and packages (by package URL), and relationships say
/// which package is a component of which platform, under an id of their own that the statuses refer to.
/// </summary>
internal sealed partial class CsafProducts
{
    private const int DeepestBranch = 30;

    private readonly Dictionary<string, string> _platforms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Name, string? Version)> _packages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CsafRpm> _components = new(StringComparer.Ordinal);
    private int _left = VulnerabilityLimits.CsafProducts;

    internal CsafProducts(JsonElement root)
    {
        if (ForeignJson.Object(root, "product_tree") is not { } tree)
            return;
        foreach (var branch in ForeignJson.Items(tree, "branches"))
            Branch(branch, 0);
        foreach (var relationship in ForeignJson.Items(tree, "relationships"))
            Relate(relationship);
    }

    internal IEnumerable<CsafRpm> Find(string id) => _components.TryGetValue(id, out var rpm) ? [rpm] : [];

    private void Branch(JsonElement branch, int depth)
    {
        if (depth > DeepestBranch || --_left < 0)
            throw new JsonException("The product tree is larger than what is read.");
        if (ForeignJson.Object(branch, "product") is { } product && ForeignJson.Text(product, "product_id") is { } id && ForeignJson.Object(product, "product_identification_helper") is { } helper)
        {
            if (ForeignJson.Text(helper, "cpe") is { } cpe && Release().Match(cpe) is { Success: true } release)
                _platforms[id] = $"Red Hat:{release.Groups[1].Value}";
            if (ForeignJson.Text(helper, "purl") is { } purl && Rpm().Match(purl) is { Success: true } rpm)
                _packages[id] = (Uri.UnescapeDataString(rpm.Groups["name"].Value), Version(rpm));
        }
        foreach (var child in ForeignJson.Items(branch, "branches"))
            Branch(child, depth + 1);
    }

    private void Relate(JsonElement relationship)
    {
        if (--_left < 0)
            throw new JsonException("The product tree is larger than what is read.");
        if (ForeignJson.Text(relationship, "product_reference") is { } reference && _packages.TryGetValue(reference, out var package)
            && ForeignJson.Text(relationship, "relates_to_product_reference") is { } platform && _platforms.TryGetValue(platform, out var ecosystem)
            && ForeignJson.Object(relationship, "full_product_name") is { } name && ForeignJson.Text(name, "product_id") is { } id)
            _components[id] = new(ecosystem, package.Name, package.Version);
    }

    private static string? Version(Match rpm)
    {
        if (rpm.Groups["version"].Value is not { Length: > 0 } version)
            return null;
        var epoch = Epoch().Match(rpm.Groups["qualifiers"].Value);
        return (epoch.Success && epoch.Groups[1].Value != "0" ? $"{epoch.Groups[1].Value}:" : "") + Uri.UnescapeDataString(version);
    }

    // cpe:/o:redhat:enterprise_linux:8::baseos, cpe:/a:redhat:enterprise_linux:9::appstream, cpe:/a:redhat:rhel_eus:8.6::appstream
    [GeneratedRegex(@"^cpe:/[ao]:redhat:(?:enterprise_linux|rhel_[a-z0-9_]+):(\d+)(?:\.\d+)?(?::|$)", RegexOptions.NonBacktracking)]
    private static partial Regex Release();

    [GeneratedRegex(@"^pkg:rpm/redhat/(?<name>[^@?#]+)(?:@(?<version>[^?#]*))?(?:\?(?<qualifiers>[^#]*))?", RegexOptions.NonBacktracking)]
    private static partial Regex Rpm();

    [GeneratedRegex(@"(?:^|&)epoch=(\d+)(?:&|$)", RegexOptions.NonBacktracking)]
    private static partial Regex Epoch();
}
