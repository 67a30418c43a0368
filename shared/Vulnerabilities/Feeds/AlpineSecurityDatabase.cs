using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Vulnerabilities.Osv;

namespace Attestry.Vulnerabilities.Feeds;

/// <summary>
/// Alpine's own list of fixes, one JSON file for each release and repository (<c>v3.19/main.json</c>): package, version, and the
/// vulnerabilities that it fixed. It lists what was fixed, not what is open.
/// </summary>
public static class AlpineSecurityDatabase
{
    /// <param name="modified">When the file was published; it does not say itself.</param>
    /// <returns>One advisory for each package and vulnerability, in the ecosystem <c>Alpine:v3.19</c>.</returns>
    public static IEnumerable<OsvReading> Read(ReadOnlyMemory<byte> utf8, DateTimeOffset modified)
    {
        JsonDocument document;
        try
        {
            document = StrictJson.Parse(utf8, VulnerabilityLimits.FeedBytes);
        }
        catch (JsonException malformed)
        {
            return [FeedReading.Malformed(malformed.Message)];
        }
        using (document)
            return [.. Database(document.RootElement, modified)];
    }

    private static IEnumerable<OsvReading> Database(JsonElement root, DateTimeOffset modified)
    {
        if (ForeignJson.Text(root, "distroversion") is not { } release || ForeignJson.Array(root, "packages") is not { } packages)
        {
            yield return FeedReading.Malformed("This is no security database of Alpine: 'distroversion' or 'packages' is missing.");
            yield break;
        }
        // edge is not a release that an image says to be of.
        var ecosystem = $"Alpine:{release}";
        var repository = ForeignJson.Text(root, "reponame") ?? "main";
        foreach (var entry in packages.EnumerateArray())
        {
            var package = ForeignJson.Object(entry, "pkg");
            var name = package is { } known ? ForeignJson.Text(known, "name") : null;
            if (!FeedReading.IsName(name) || ForeignJson.Object(package!.Value, "secfixes") is not { } fixes)
            {
                yield return FeedReading.Malformed("An entry names no package, or lists no fixes.", name);
                continue;
            }
            foreach (var advisory in Package(ecosystem, repository, name!, fixes, modified))
                yield return new(advisory, null);
        }
    }

    private static IEnumerable<OsvAdvisory> Package(string ecosystem, string repository, string name, JsonElement fixes, DateTimeOffset modified) =>
        from entry in Fixes(fixes)
        group entry by entry.Ids[0] into same
        // Version 0 says that the package never had it.
        where same.All(entry => entry.Version != "0")
        select new OsvAdvisory(
            $"{same.Key}@{ecosystem}/{repository}/{name}",
            modified,
            [.. same.SelectMany(entry => entry.Ids).Distinct(StringComparer.Ordinal)],
            [],
            [new(ecosystem, name, [.. same.Select(entry => Before(entry.Version))], [])]);

    private static OsvRange Before(string version) => new(OsvRangeType.Ecosystem, [new(OsvEventKind.Introduced, "0"), new(OsvEventKind.Fixed, version)]);

    // An entry may give several ids of one vulnerability, parted by blanks.
    private static IEnumerable<(string Version, string[] Ids)> Fixes(JsonElement fixes) =>
        from version in fixes.EnumerateObject()
        where version.Value.ValueKind == JsonValueKind.Array
        from item in version.Value.EnumerateArray()
        where item.ValueKind == JsonValueKind.String
        let ids = item.GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(FeedReading.IsName).ToArray()
        where ids.Length > 0
        select (version.Name, ids);
}
