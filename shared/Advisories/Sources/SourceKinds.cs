using System.IO.Compression;
using System.Text;
using Attestry.Primitives.Limits;
using Attestry.Vulnerabilities.Advisories;
using Attestry.Vulnerabilities.Feeds;
using Attestry.Vulnerabilities.Osv;

namespace Attestry.Advisories.Sources;

/// <summary>The table of what advisories are read from.</summary>
public static class SourceKinds
{
    internal const string Exploited = "kev";

    internal const string Probability = "epss";

    public static readonly IReadOnlyList<SourceKind> All =
    [
        new("osv", "advisories in OSV's format: a zip (all.zip of an ecosystem), a folder, or one file",
            (update, source, content, how, cancellation) => update.Replace(source.Name, source.Kind, Osv(content, cancellation), how.Now, content.Tag, cancellation)),
        new("alpine", "Alpine's list of fixes of one release and repository (v3.22/main.json), or a folder of them",
            (update, source, content, how, cancellation) => update.Replace(
                source.Name, source.Kind, content.Files(".json").SelectMany(file => AlpineSecurityDatabase.Read(SourceContent.ReadAll(file, VulnerabilityLimits.FeedBytes), content.Published)), how.Now, content.Tag, cancellation)),
        new("debian", "the JSON of Debian's security tracker",
            (update, source, content, how, cancellation) => update.Replace(
                source.Name, source.Kind, DebianTracker.Read(SourceContent.ReadAll(content.Path, VulnerabilityLimits.FeedBytes), content.Published), how.Now, content.Tag, cancellation)),
        new("csaf", "Red Hat's advisories or VEX in CSAF: one file, or a folder of them",
            (update, source, content, how, cancellation) => update.Replace(
                source.Name, source.Kind, content.Files(".json").SelectMany(file => CsafAdvisory.Read(SourceContent.ReadAll(file, VulnerabilityLimits.CsafBytes), Path.GetFileName(file))), how.Now, content.Tag, cancellation)),
        new("oval", "Red Hat's OVAL of a release (rhel-9-including-unpatched.oval.xml), as it is or packed by bzip2, or a folder of them",
            (update, source, content, how, cancellation) => update.Replace(
                source.Name, source.Kind, content.Files(".oval.xml", ".oval.xml.bz2").SelectMany(file => OvalDefinitions.Read(() => File.OpenRead(file), content.Published, Path.GetFileName(file))), how.Now, content.Tag, cancellation)),
        new(Exploited, "CISA's catalog of known exploited vulnerabilities, as JSON",
            (update, source, content, how, _) =>
                update.Replace(source.Name, source.Kind, KnownExploited.Read(SourceContent.ReadAll(content.Path, VulnerabilityLimits.FeedBytes)), how.Now, content.Tag)),
        new(Probability, "FIRST's exploit prediction scores, as CSV, gzipped or not",
            (update, source, content, how, cancellation) =>
            {
                using var csv = OpenText(content.Path);
                update.Replace(source.Name, source.Kind, ExploitPrediction.Read(csv), how.Now, content.Tag, how.Steps, cancellation);
            }),
    ];

    public static SourceKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    private static IEnumerable<OsvReading> Osv(SourceContent content, CancellationToken cancellation)
    {
        if (Directory.Exists(content.Path) || !IsZip(content.Path))
            return content.Files(".json").Select(file => OsvReader.Read(SourceContent.ReadAll(file, VulnerabilityLimits.AdvisoryBytes), Path.GetFileName(file)));
        return Zip(content.Path, cancellation);
    }

    private static IEnumerable<OsvReading> Zip(string path, CancellationToken cancellation)
    {
        using var zip = File.OpenRead(path);
        foreach (var reading in AdvisoryArchive.Read(zip, cancellation))
            yield return reading;
    }

    private static bool IsZip(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[2];
        return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.SequenceEqual("PK"u8);
    }

    private static StreamReader OpenText(string path)
    {
        var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[2];
        var gzipped = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.SequenceEqual<byte>([0x1f, 0x8b]);
        file.Position = 0;
        return new(gzipped ? new GZipStream(file, CompressionMode.Decompress) : file, Encoding.UTF8);
    }
}
