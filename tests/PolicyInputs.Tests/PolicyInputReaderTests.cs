using System.Text.Json;
using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Primitives;
using Attestry.Storage;
using Attestry.Storage.Sqlite;

namespace Attestry.PolicyInputs.Tests;

public sealed class PolicyInputReaderTests : IAsyncLifetime
{
    private static readonly ArtifactDocument Image = Sample.Artifact();

    private readonly TemporaryFolder _folder = new();

    private SqliteDocumentStore _store = null!;

    private ContentStore _contents = null!;

    public async Task InitializeAsync()
    {
        _store = new SqliteDocumentStore(_folder.File("store.db"));
        await _store.PrepareAsync(default);
        _contents = new ContentStore(_store);
    }

    public Task DisposeAsync()
    {
        _store.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Evidence_comes_sorted_with_what_was_recorded_of_it()
    {
        await AddAsync(EvidenceKinds.Signatures, "b", Sample.Signatures(Image));
        await AddAsync(EvidenceKinds.Signatures, "a", Sample.Signatures(Image, trusted: false), Verdict.Failed);
        await AddAsync(EvidenceKinds.Sbom, "c", Sample.Sbom(Image, "pkg:npm/x@1"));
        await AddAsync(EvidenceKinds.Executables, "d", new { any = "thing" });
        await AddAsync(EvidenceKinds.Provenance, "e", new ProvenanceEvidence(2, []));
        var reader = new PolicyInputReader(_store, _contents);
        var found = await reader.FindAsync(Image.Id, EvidenceKinds.All, default);
        found.Select(e => (e.Kind, e.Producer)).ShouldBe([("executables", "d"), ("provenance", "e"), ("sbom", "c"), ("signatures", "a"), ("signatures", "b")]);
        (await reader.FindAsync(Image.Id, [EvidenceKinds.Sbom], default)).ShouldHaveSingleItem();
        (await reader.FindAsync("other", EvidenceKinds.All, default)).ShouldBeEmpty();
        var input = await reader.ReadAsync(Image, found, default);
        input.Signatures.Select(e => e.Content.Verdict).ShouldBe([Verdict.Failed, Verdict.Passed]);
        input.Sboms.ShouldHaveSingleItem().Content.Result.Platforms[0].Packages.ShouldHaveSingleItem().Purl.ShouldBe("pkg:npm/x@1");
        input.Provenances.ShouldHaveSingleItem().Content.Result.BuildLevel.ShouldBe(2);
        input.Recorded.Count.ShouldBe(5);
        input.Evidence.Select(e => e.Digest).ShouldBe(found.Select(e => e.Content));
    }

    [Fact]
    public async Task A_kind_of_which_one_cannot_be_read_is_left_out_whole()
    {
        await AddAsync(EvidenceKinds.Signatures, "a", Sample.Signatures(Image));
        await AddAsync(EvidenceKinds.Signatures, "b", new { nonsense = true });
        await AddAsync(EvidenceKinds.Sbom, "c", Sample.Sbom(Image));
        var reader = new PolicyInputReader(_store, _contents);
        var input = await reader.ReadAsync(Image, await reader.FindAsync(Image.Id, EvidenceKinds.All, default), default);
        input.Unreadable.ShouldBe([EvidenceKinds.Signatures]);
        input.Signatures.ShouldBeEmpty();
        input.Evidence.ShouldHaveSingleItem().Kind.ShouldBe(EvidenceKinds.Sbom);
        input.Recorded.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Exceptions_are_those_in_force_that_cover_the_artifact()
    {
        var now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var granted = Exception("b-covers");
        foreach (var exception in new[]
        {
            granted,
            Exception("a-digest") with { Digest = Image.Digest },
            Exception("elsewhere") with { Repository = "registry.example/other/*" },
            Exception("other-digest") with { Digest = Digest.Sha256("other"u8) },
            Exception("expired") with { ExpiresAt = now },
            Exception("revoked") with { RevokedAt = now.AddMinutes(-1) },
            Exception("future") with { CreatedAt = now.AddMinutes(1) },
        })
            (await _store.Collection(Collections.Exceptions).InsertAsync(exception, default)).ShouldBeTrue();
        var reader = new ExceptionReader(_store);
        (await reader.FindAsync(Image, now, default)).Select(e => e.Id).ShouldBe(["a-digest", "b-covers"]);
        (await reader.FindAsync(Image, now.AddHours(2), default)).Select(e => e.Id).ShouldBe(["future"]);

        ExceptionDocument Exception(string id) =>
            new(id, "registry.example/acme/*", null, null, null, "why", "admin", "0123456789abcdef", now.AddHours(-1), id == "future" ? now.AddHours(3) : now.AddHours(1), null, null);
    }

    private async Task AddAsync<T>(string kind, string producer, T result, Verdict verdict = Verdict.Passed)
    {
        var content = await _contents.PutAsync(JsonSerializer.SerializeToUtf8Bytes(new EvidenceContent<T>(verdict, [], result), DocumentJson.Options), default);
        (await _store.Collection(Collections.Evidence).InsertAsync(
            new(EvidenceDocument.KeyOf(Image.Id, kind, producer), Image.Id, Image.Digest, kind, producer, verdict, [], content, "application/json", [], DateTimeOffset.UnixEpoch), default)).ShouldBeTrue();
    }
}
