using Attestry.Primitives.Limits;
using Attestry.Sbom.Catalogers.Binaries;

namespace Attestry.Sbom.Catalogers.Go;

/// <summary>The modules that a Go program was linked from, the program's own and the standard library.</summary>
internal static class GoBinary
{
    private const int LongestSetting = 1024;

    internal static bool Read(BinaryImage image, SourceSink found)
    {
        if (GoBuildInfoReader.Read(image, out var broken) is not { } info)
        {
            if (broken)
                found.Malformed("the Go build information cannot be followed");
            return broken;
        }
        if (info.Main is { } main)
            found.Add(Package(main, Settings(info)));
        foreach (var module in info.Dependencies)
            found.Add(Package(module, []));
        // Without module information the standard library is all that is left to carry what the build says of itself.
        if (StandardLibrary(info.GoVersion) is { } version)
            found.Add(new(PackageTypes.Go, "stdlib", version)
            {
                Licence = "BSD-3-Clause",
                Properties = Properties([new("go:version", info.GoVersion), .. info.Main is null ? Settings(info) : []]),
            });
        return true;
    }

    // A replacement by another module is what was built; one by a folder has no identity of its own.
    private static Package Package(GoModule module, IEnumerable<KeyValuePair<string, string>> more)
    {
        var isLocal = module.Replacement is { } local && (local.Version.Length == 0 || local.Path.StartsWith('.') || local.Path.StartsWith('/'));
        var built = module.Replacement is { } other && !isLocal ? other : module;
        var properties = new List<KeyValuePair<string, string>>(more);
        if (built.Sum.Length > 0)
            properties.Add(new("go:h1", built.Sum));
        if (isLocal)
            properties.Add(new("go:replaced-by", module.Replacement!.Path));
        else if (built != module)
            properties.Add(new("go:replaces", $"{module.Path}@{module.Version}"));
        return new(PackageTypes.Go, built.Path, built.Version) { Properties = Properties(properties) };
    }

    private static IEnumerable<KeyValuePair<string, string>> Settings(GoBuildInfo info) =>
        info.Settings.Where(s => s.Key.Length + s.Value.Length <= LongestSetting && s.Key.Length > 0).Select(s => KeyValuePair.Create("go:build:" + s.Key, s.Value))
            .Concat(info.Path is { Length: > 0 and <= SbomLimits.FieldCharacters } path ? [new("go:path", path)] : []);

    private static SortedDictionary<string, string>? Properties(List<KeyValuePair<string, string>> pairs)
    {
        if (pairs.Count == 0)
            return null;
        var properties = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in pairs)
            properties.TryAdd(key, value);
        return properties;
    }

    // "go1.22.1", "go1.20.3 X:boringcrypto"; a development toolchain has no release's version.
    private static string? StandardLibrary(string goVersion) =>
        goVersion.Split([' ', '+'], 2)[0] is ['g', 'o', var first, ..] text && char.IsAsciiDigit(first) ? text[2..] : null;
}
