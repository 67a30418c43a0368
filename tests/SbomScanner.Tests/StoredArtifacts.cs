using System.Diagnostics.Metrics;
using System.Text.Json;
using Attestry.Advisories;
using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Primitives;
using Attestry.SbomScanner.Scanning;
using Attestry.SbomScanner.Vulnerabilities;
using Attestry.Storage;
using Attestry.Vulnerabilities.Osv;
using MassTransit;

namespace Attestry.SbomScanner.Tests;

/// <summary>Artifacts as a scan leaves them in a store, on one base that they share, and the pass that judges them anew.</summary>
internal sealed class StoredArtifacts
{
    private const int BasePackages = 20;

    private const int AtOnce = 64;

    private static readonly Digest Base = Digest.Sha256("base"u8);

    private readonly IDocumentStore _store;
    private readonly ContentStore _contents;
    private readonly AdvisoryFile _file;
    private int _published;

    /// <param name="advisories">A file that need not be there.</param>
    internal StoredArtifacts(IDocumentStore store, string advisories, IBus bus, IMeterFactory meters)
    {
        (_store, _contents, _file) = (store, new(store), AdvisoryFile.Open(advisories));
        var known = new AdvisoryStore(_file);
        var check = new VulnerabilityCheck(
            store, _contents, known, new(store, _contents), new(store, _contents), new(), new(_contents, TimeProvider.System), new(store), TimeProvider.System);
        Pass = new(known, new(store), check, new(meters), bus);
    }

    internal RejudgePass Pass { get; }

    /// <param name="from">The number of the first: each has a package of its own, called by its number.</param>
    /// <param name="package">What all of them have too; null for nothing.</param>
    internal async Task AddAsync(int from, int count, string? package, CancellationToken cancellation)
    {
        var (artifacts, evidence) = (_store.Collection(Collections.Artifacts), _store.Collection(Collections.Evidence));
        var (layers, packages) = (_store.Collection(Collections.LayerUses), _store.Collection(Collections.PackageUses));
        await Parallel.ForEachAsync(Enumerable.Range(from, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (number, stop) =>
        {
            var (digest, layer) = (Digest.Sha256(BitConverter.GetBytes(number)), Digest.Sha256(BitConverter.GetBytes(-1 - number)));
            var id = $"registry.example/team/app@{digest}";
            string[] own = package is null ? [$"own-{number}"] : [$"own-{number}", package];
            await artifacts.InsertAsync(new(
                id, "registry.example", "team/app", digest, ArtifactKind.Image, "application/vnd.oci.image.manifest.v1+json", null, [], [], null, [], [], DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, null), stop);
            var content = new EvidenceContent<SbomEvidence>(Verdict.Passed, [], new("1",
                [new(digest, "linux/amd64", null, [.. Enumerable.Range(0, BasePackages).Select(i => Package($"base-{i}", Base)), .. own.Select(name => Package(name, layer))])]));
            await evidence.InsertAsync(new(
                EvidenceDocument.KeyOf(id, EvidenceKinds.Sbom, EvidenceWriter.Producer), id, digest, EvidenceKinds.Sbom, EvidenceWriter.Producer, Verdict.Passed, [],
                await _contents.PutAsync(JsonSerializer.SerializeToUtf8Bytes(content, DocumentJson.Options), stop), "application/json", [], DateTimeOffset.UnixEpoch), stop);
            foreach (var digestOfLayer in new[] { Base, layer })
                await layers.InsertAsync(new(LayerUseDocument.KeyOf(digestOfLayer, id), digestOfLayer, id), stop);
            foreach (var key in own.Select(name => $"PyPI|{name}"))
                await packages.InsertAsync(new(PackageUseDocument.KeyOf(key, layer), key, layer), stop);
        });
    }

    /// <summary>A new advisory about a package.</summary>
    internal void Publish(string package)
    {
        var id = $"PYSEC-{Interlocked.Increment(ref _published)}";
        using var update = _file.Update();
        update.Amend("test", "osv", [new(new(id, DateTimeOffset.UtcNow, [$"CVE-{id}"], [], [new("PyPI", package, [new(OsvRangeType.Ecosystem, [new(OsvEventKind.Introduced, "0"), new(OsvEventKind.Fixed, "2.0")])], [])]), null)], DateTimeOffset.UtcNow);
        update.Commit();
    }

    private static EvidencePackage Package(string name, Digest layer) => new($"pkg:pypi/{name}@1.0", "pypi", name, "1.0", null, layer, $"usr/lib/python3/{name}.dist-info/METADATA", "python");
}
