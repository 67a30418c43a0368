using System.Text.Json;

namespace Attestry.Sbom.Catalogers.Php;

/// <summary>Composer's <c>composer.lock</c> and <c>vendor/composer/installed.json</c> (of Composer 1 a list without an object around it). Development's packages are left out.</summary>
internal static class ComposerFile
{
    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found) => JsonSource.ReadAny(content, found, Read);

    private static void Read(JsonElement root, SourceSink found)
    {
        var packages = root.ValueKind == JsonValueKind.Array ? root : root.List("packages");
        if (packages is not { } list)
        {
            found.Malformed("there is no list of packages");
            return;
        }
        var development = root.ValueKind == JsonValueKind.Array ? [] : root.Texts("dev-package-names").ToHashSet(StringComparer.Ordinal);
        foreach (var package in list.EnumerateArray())
        {
            if (package.Text("name") is not { Length: > 0 } name || package.Text("version") is not { Length: > 0 } version)
                found.Malformed("a package has no name or no version");
            else if (!development.Contains(name))
                found.Add(new(PackageTypes.Composer, name, Number(version)) 
                {
                    Licence = string.Join(" OR ", package.Texts("license")),
                    // What PHP itself has to bring (php, ext-json) is no package; nothing answers to its name.
                    DependsOn = Names(package, "require"),
                    Provides = [.. Names(package, "provide"), .. Names(package, "replace")],
                });
        }
    }

    private static IReadOnlyList<string> Names(JsonElement package, string member) =>
        package.Object(member) is { } named ? [.. named.EnumerateObject().Select(one => one.Name)] : [];

    private static string Number(string version) => version is ['v', >= '0' and <= '9', ..] ? version[1..] : version;
}
