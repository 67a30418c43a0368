using System.Text.RegularExpressions;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Sbom.Catalogers.Java;

/// <summary>
/// What a jar, war or ear holds: each <c>pom.properties</c> that Maven left in it (its own and those of what was merged into
/// it) with the <c>pom.xml</c> beside it, without any the manifest and the file's name, and the same of archives inside it.
/// </summary>
internal sealed partial class JavaArchive
{
    private const string Manifest = "META-INF/MANIFEST.MF";

    private static readonly string[] Endings = [".jar", ".war", ".ear", ".par", ".sar", ".hpi", ".jpi"];

    private readonly SourceSink _found;
    private long _left = SbomLimits.ArchiveExpandedBytes;
    private int _items = SbomLimits.ArchiveEntries;

    private JavaArchive(SourceSink found) => _found = found;

    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found)
    {
        if (!content.IsEmpty)
            new JavaArchive(found).Read(content, found.Path, 1, null);
    }

    /// <param name="container"><c>name@version</c> of the nearest archive around it that says what it is.</param>
    private void Read(ReadOnlyMemory<byte> content, string path, int depth, string? container)
    {
        if (ZipArchiveReader.Open(content) is not { } archive)
        {
            _found.Malformed($"'{Bounded.Quote(path)}' is no archive that can be read");
            return;
        }
        if ((_items -= archive.Items.Count) < 0)
        {
            TooMuch($"holds more than {SbomLimits.ArchiveEntries} entries");
            return;
        }
        var own = Identify(archive, path, depth, container) ?? container;
        foreach (var item in archive.Items.Where(i => Endings.Any(e => i.Name.EndsWith(e, StringComparison.OrdinalIgnoreCase))))
        {
            if (depth >= SbomLimits.ArchiveDepth)
                TooMuch($"holds archives in archives, more than {SbomLimits.ArchiveDepth} deep");
            else
                ReadInner(archive, item, $"{path}!/{item.Name}", depth + 1, own);
        }
    }

    private void ReadInner(ZipArchiveReader archive, ZipItem item, string path, int depth, string? container)
    {
        if (archive.Hold(item, Math.Min(SbomLimits.ArchiveBytes, _left), _found.Memory) is not { } inner)
        {
            Damaged(item);
            return;
        }
        using (inner)
        {
            _left -= inner.Bytes.Length;
            Read(inner.Bytes, path, depth, container);
        }
    }

    /// <returns>What the archive itself is, <c>name@version</c>; null when it does not say.</returns>
    private string? Identify(ZipArchiveReader archive, string path, int depth, string? container)
    {
        var manifest = archive.Items.FirstOrDefault(i => i.Name.Equals(Manifest, StringComparison.OrdinalIgnoreCase)) is { Name: not null } item
            && Unpack(archive, item, SbomLimits.HeadBytes) is { } text
            ? JavaManifest.Read(text)
            : new Dictionary<string, string>();
        var found = Projects(archive);
        if (found.Count == 0 && Name(path, manifest) is var (name, version))
            found.Add((new(PackageTypes.Maven, name, version), ""));
        var own = Own(found, path);
        foreach (var (package, folder) in found)
        {
            var pom = Pom(archive, folder);
            _found.Add(package with
            {
                Licence = pom?.Licence ?? Licence(manifest),
                DependsOn = pom?.Needed,
                OptionallyDependsOn = pom?.Optional,
                PartOf = package == own || own is null ? container : Key(own),
                Properties = depth == 1 ? null : PackageProperties.Of(("java:path", path)),
            });
        }
        return own is null ? null : Key(own);
    }

    private static string Key(Package package) => $"{package.Name}@{package.Version}";

    // Of several, the one that the file is named for; others were merged into it.
    private static Package? Own(List<(Package Package, string Folder)> found, string path) =>
        found is [var (only, _)] ? only : found.Select(f => f.Package).FirstOrDefault(package => IsNamed(path[(path.LastIndexOf('/') + 1)..], package.Name[(package.Name.IndexOf(':') + 1)..]));

    private static bool IsNamed(string file, string artifact) =>
        file.StartsWith(artifact, StringComparison.Ordinal) && (file[artifact.Length..] is ['.', ..] or ['-', >= '0' and <= '9', ..]);

    private List<(Package Package, string Folder)> Projects(ZipArchiveReader archive)
    {
        var found = new List<(Package, string)>();
        foreach (var properties in archive.Items.Where(i => PomProperties().IsMatch(i.Name)))
        {
            if (Unpack(archive, properties, SbomLimits.HeadBytes) is { } content && Project(content) is var (group, artifact, version))
                found.Add((new(PackageTypes.Maven, $"{group}:{artifact}", version), properties.Name[..^"pom.properties".Length]));
        }
        return found;
    }

    private JavaPom? Pom(ZipArchiveReader archive, string folder) =>
        folder.Length > 0 && archive.Named(folder + "pom.xml") is { } item && Unpack(archive, item, SbomLimits.ManifestBytes) is { } content ? JavaPom.Read(content) : null;

    private byte[]? Unpack(ZipArchiveReader archive, ZipItem item, int most)
    {
        if (archive.Read(item, Math.Min(most, _left)) is { } content)
        {
            _left -= content.Length;
            return content;
        }
        Damaged(item);
        return null;
    }

    private void Damaged(ZipItem item) => TooMuch($"holds '{Bounded.Quote(item.Name)}', which is damaged or unpacks to too much");

    private void TooMuch(string what) =>
        _found.Note(new(SbomFindings.ArchiveUnread, Severity.Medium, $"A part of the archive was not read: it {what}.", _found.Path));

    private static (string Group, string Artifact, string Version)? Project(ReadOnlySpan<byte> content)
    {
        string? group = null, artifact = null, version = null;
        var lines = new LineReader(content);
        while (lines.TryRead(out var line))
        {
            group ??= Value(line, "groupId"u8);
            artifact ??= Value(line, "artifactId"u8);
            version ??= Value(line, "version"u8);
        }
        return group is null || artifact is null || version is null ? null : (group, artifact, version);
    }

    private static string? Value(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name) =>
        line.StartsWith(name) && line[name.Length..].TrimStart(" "u8) is [(byte)'=' or (byte)':', .. var value] && TextLine.Of(value).Trim() is { Length: > 0 } text ? text : null;

    // Nothing of Maven in it: the file's name "artifact-1.2.3.jar", and what the manifest says.
    private static (string Name, string Version)? Name(string path, IReadOnlyDictionary<string, string> manifest)
    {
        var file = path[(path.LastIndexOf('/') + 1)..];
        var match = FileName().Match(file);
        var version = match.Success ? match.Groups["version"].Value : manifest.First("Implementation-Version", "Bundle-Version", "Specification-Version");
        if (version is null)
            return null;
        var artifact = match.Success ? match.Groups["name"].Value : file[..file.LastIndexOf('.')];
        var group = manifest.First("Implementation-Vendor-Id") ?? manifest.First("Bundle-SymbolicName")?.Split(';')[0].Trim();
        return (group is not null && group.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') ? $"{group}:{artifact}" : artifact, version.Split(' ')[0]);
    }

    // OSGi core, 3.2.1.11: the name or address, then attributes behind semicolons; of several divided by commas either may be chosen.
    private static string? Licence(IReadOnlyDictionary<string, string> manifest) =>
        manifest.First("Bundle-License") is { Length: < 1000 } licences
            ? string.Join(" OR ", licences.Split(',').Select(one => one.Split(';')[0].Trim().Trim('"')).Where(one => one.Length > 0).Distinct(StringComparer.Ordinal))
            : null;

    [GeneratedRegex("^META-INF/maven/[^/]+/[^/]+/pom\\.properties$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PomProperties();

    [GeneratedRegex(@"^(?<name>[A-Za-z][\w.]*(-[A-Za-z][\w.]*)*)-(?<version>v?\d[\w.\-+]*)\.[a-z]{3}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex FileName();
}
