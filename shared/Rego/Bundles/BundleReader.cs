using System.Text;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Rego.Bundles.Signatures;
using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Rego.Bundles;

/// <summary>Reads bundles: files or an archive in, a checked bundle out. What is wrong is told all at once.</summary>
public static class BundleReader
{
    /// <param name="archive">A tar archive, compressed by gzip or not.</param>
    /// <exception cref="BundleException">The bundle cannot be used.</exception>
    public static async Task<PolicyBundle> ReadArchiveAsync(Stream archive, BundleReading reading, CancellationToken cancellation) =>
        Read(await BundleArchive.ReadAsync(archive, reading.Limits, cancellation), reading);

    /// <exception cref="BundleException">The bundle cannot be used.</exception>
    public static PolicyBundle Read(IEnumerable<BundleFile> files, BundleReading reading)
    {
        var sorted = Sorted(files, reading);
        if (sorted.ContainsKey(BundlePath.Patch))
            throw new BundleException(BundleFindings.Unsupported, "This is a delta bundle, which changes another one. Publish the whole bundle.", BundlePath.Patch);
        var signature = BundleSignature.Check(sorted, reading);
        var manifest = sorted.TryGetValue(BundlePath.Manifest, out var stated) ? ManifestReader.Read(stated, reading.Limits) : BundleManifest.Empty;
        var problems = new BundleProblems(reading.Limits.Problems);
        var modules = Modules(sorted, manifest, reading, problems);
        var data = Data(sorted, problems);
        BundleRoots.Check(manifest, modules, data, problems);
        problems.Add(DataConflicts.Find(modules, data));
        problems.Demand();
        return new PolicyBundle
        {
            Manifest = manifest,
            Modules = modules,
            Data = data,
            DataFiles = [.. sorted.Keys.Where(BundlePath.IsData)],
            Digest = DigestOf(sorted),
            Signature = signature,
        };
    }

    private static SortedDictionary<string, ReadOnlyMemory<byte>> Sorted(IEnumerable<BundleFile> files, BundleReading reading)
    {
        var sorted = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        var bytes = 0L;
        foreach (var file in files)
        {
            var path = BundlePath.Normal(file.Path, reading.Limits);
            if (!sorted.TryAdd(path, file.Content))
                throw new BundleException(BundleFindings.PathInvalid, "The path is there twice. Remove one of the files.", path);
            bytes += file.Content.Length;
            if (sorted.Count > reading.Limits.Files || bytes > reading.Limits.Bytes || file.Content.Length > reading.Limits.FileBytes)
                throw new BundleException(BundleFindings.TooLarge, $"The bundle has more than {reading.Limits.Files} files, or more than {reading.Limits.Bytes} bytes. Leave out what is no policy or data.", path);
        }
        return sorted;
    }

    private static List<PolicyModule> Modules(
        SortedDictionary<string, ReadOnlyMemory<byte>> files, BundleManifest manifest, BundleReading reading, BundleProblems problems)
    {
        var versions = new FileVersions(manifest, reading.Version);
        var modules = new List<PolicyModule>();
        foreach (var (path, content) in files.Where(file => BundlePath.IsModule(file.Key)))
        {
            try
            {
                modules.Add(RegoParser.ParseModule(Encoding.UTF8.GetString(content.Span), reading.Name.Length == 0 ? path : $"{reading.Name}/{path}", versions.Of(path)));
            }
            catch (RegoException e)
            {
                problems.Add(e.Errors);
            }
        }
        return modules;
    }

    private static RegoObject Data(SortedDictionary<string, ReadOnlyMemory<byte>> files, BundleProblems problems)
    {
        var data = new DataTree();
        foreach (var (path, content) in files.Where(file => BundlePath.IsData(file.Key)))
        {
            try
            {
                data.Add(path, BundlePath.PlaceOf(path), BundleData.Parse(path, content.Span));
            }
            catch (BundleException e)
            {
                problems.Add(e.Findings[0].Id, e.Findings[0].Message, path);
            }
        }
        return data.Build();
    }

    private static Digest DigestOf(SortedDictionary<string, ReadOnlyMemory<byte>> files)
    {
        var lines = new StringBuilder();
        foreach (var (path, content) in files.Where(file => file.Key != BundlePath.Signatures))
            lines.Append(Digest.Sha256(FileHash.Content(path, content.Span)).Hex).Append(' ').Append(path).Append('\n');
        return Digest.Sha256(Encoding.UTF8.GetBytes(lines.ToString()));
    }
}
