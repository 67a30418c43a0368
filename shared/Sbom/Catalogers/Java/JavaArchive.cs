using System.Text.RegularExpressions;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Sbom.Catalogers.Java;

/// <summary>
/// What a jar, war or ear holds: each <c>pom.properties</c> that Maven left in it (its own and those of what was merged into
/// it), without any the manifest and the file's name, and the same of archives inside it.
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
            new JavaArchive(found).Read(content, found.Path, 1);
    }

    private void Read(ReadOnlyMemory<byte> content, string path, int depth)
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
        Identify(archive, path, depth);
        foreach (var item in archive.Items.Where(i => Endings.Any(e => i.Name.EndsWith(e, StringComparison.OrdinalIgnoreCase))))
        {
            if (depth >= SbomLimits.ArchiveDepth)
                TooMuch($"holds archives in archives, more than {SbomLimits.ArchiveDepth} deep");
            else
                ReadInner(archive, item, $"{path}!/{item.Name}", depth + 1);
        }
    }

    private void ReadInner(ZipArchiveReader archive, ZipItem item, string path, int depth)
    {
        if (archive.Hold(item, Math.Min(SbomLimits.ArchiveBytes, _left), _found.Memory) is not { } inner)
        {
            Damaged(item);
            return;
        }
        using (inner)
        {
            _left -= inner.Bytes.Length;
            Read(inner.Bytes, path, depth);
        }
    }

    private void Identify(ZipArchiveReader archive, string path, int depth)
    {
        var manifest = archive.Items.FirstOrDefault(i => i.Name.Equals(Manifest, StringComparison.OrdinalIgnoreCase)) is { Name: not null } item
            && Unpack(archive, item, SbomLimits.HeadBytes) is { } text
            ? JavaManifest.Read(text)
            : new Dictionary<string, string>();
        var licence = Licence(manifest);
        var any = false;
        foreach (var properties in archive.Items.Where(i => PomProperties().IsMatch(i.Name)))
        {
            if (Unpack(archive, properties, SbomLimits.HeadBytes) is { } content && Pom(content) is var (group, artifact, version))
            {
                any = true;
                Add($"{group}:{artifact}", version, licence, path, depth);
            }
        }
        if (!any && Name(path, manifest) is var (name, found))
            Add(name, found, licence, path, depth);
    }

    private void Add(string name, string version, string? licence, string path, int depth) => _found.Add(new(PackageTypes.Maven, name, version)
    {
        Licence = licence,
        Properties = depth == 1 ? null : PackageProperties.Of(("java:path", path)),
    });

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

    private static (string Group, string Artifact, string Version)? Pom(ReadOnlySpan<byte> content)
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

    private static string? Licence(IReadOnlyDictionary<string, string> manifest) =>
        manifest.First("Bundle-License") is { Length: < 100 } licence && !licence.Contains("://", StringComparison.Ordinal) ? licence : null;

    [GeneratedRegex("^META-INF/maven/[^/]+/[^/]+/pom\\.properties$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PomProperties();

    [GeneratedRegex(@"^(?<name>[A-Za-z][\w.]*(-[A-Za-z][\w.]*)*)-(?<version>v?\d[\w.\-+]*)\.[a-z]{3}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex FileName();
}
