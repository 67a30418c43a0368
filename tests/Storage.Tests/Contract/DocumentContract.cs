using System.Text.Json;

namespace Attestry.Storage.Tests.Contract;

/// <summary>Documents one by one: what goes in comes out, and nobody's change is lost.</summary>
public abstract class DocumentContract : StoreContract
{
    [Fact]
    public Task Gives_back_what_was_inserted_with_version_1() => OnNotes(async notes =>
    {
        (await notes.GetAsync("a", None)).ShouldBeNull();
        (await notes.InsertAsync(new("a", "g", "n"), None)).ShouldBeTrue();
        var stored = await notes.GetAsync("a", None);
        stored.ShouldNotBeNull();
        stored.Version.ShouldBe(1);
        stored.Document.ShouldBe(new Note("a", "g", "n"));
    });

    [Fact]
    public Task Leaves_the_first_document_of_an_id_alone() => OnNotes(async notes =>
    {
        (await notes.InsertAsync(new("a", Text: "first"), None)).ShouldBeTrue();
        (await notes.InsertAsync(new("a", Text: "second"), None)).ShouldBeFalse();
        var stored = await notes.GetAsync("a", None);
        stored!.Document.Text.ShouldBe("first");
        stored.Version.ShouldBe(1);
    });

    [Fact]
    public Task One_of_many_that_insert_an_id_at_once_succeeds() => OnNotes(async notes =>
    {
        var done = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(() => notes.InsertAsync(new("a", Text: $"{i}"), None))));
        done.Count(inserted => inserted).ShouldBe(1);
        (await notes.GetAsync("a", None))!.Document.Text.ShouldBe($"{Array.IndexOf(done, true)}");
    });

    [Fact]
    public Task Replaces_the_expected_version_only() => OnNotes(async notes =>
    {
        await InsertAllAsync(notes, new Note("a", Text: "1"));
        (await notes.ReplaceAsync(new("a", Text: "2"), 1, None)).ShouldBeTrue();
        (await notes.ReplaceAsync(new("a", Text: "late"), 1, None)).ShouldBeFalse();
        (await notes.ReplaceAsync(new("a", Text: "early"), 3, None)).ShouldBeFalse();
        (await notes.ReplaceAsync(new("other"), 1, None)).ShouldBeFalse();
        var stored = await notes.GetAsync("a", None);
        stored!.Version.ShouldBe(2);
        stored.Document.Text.ShouldBe("2");
        (await notes.GetAsync("other", None)).ShouldBeNull();
    });

    [Fact]
    public Task Deletes_the_expected_version_only() => OnNotes(async notes =>
    {
        await InsertAllAsync(notes, new Note("a"), new Note("b"));
        await notes.ReplaceAsync(new("a", Text: "2"), 1, None);
        (await notes.DeleteAsync("a", 1, None)).ShouldBeFalse();
        (await notes.DeleteAsync("missing", 1, None)).ShouldBeFalse();
        (await notes.DeleteAsync("a", 2, None)).ShouldBeTrue();
        (await notes.DeleteAsync("a", 2, None)).ShouldBeFalse();
        (await notes.ReplaceAsync(new("a"), 2, None)).ShouldBeFalse();
        (await notes.GetAsync("a", None)).ShouldBeNull();
        (await notes.GetAsync("b", None)).ShouldNotBeNull();
        (await notes.InsertAsync(new("a"), None)).ShouldBeTrue();
        (await notes.GetAsync("a", None))!.Version.ShouldBe(1);
    });

    [Fact]
    public Task No_update_of_parallel_writers_is_lost() => OnPlace(async place =>
    {
        const int Writers = 8, Each = 25;
        await using var first = place.Open(Note.Definition);
        await first.PrepareAsync(None);
        await first.Collection(Note.Definition).InsertAsync(new("counter", Text: "0"), None);
        await using var second = place.Open(Note.Definition);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var notes = (writer % 2 == 0 ? first : second).Collection(Note.Definition);
            for (var done = 0; done < Each;)
            {
                var stored = (await notes.GetAsync("counter", None))!;
                var next = stored.Document with { Text = $"{int.Parse(stored.Document.Text!) + 1}" };
                if (await notes.ReplaceAsync(next, stored.Version, None))
                    done++;
            }
        })));
        var counted = (await first.Collection(Note.Definition).GetAsync("counter", None))!;
        counted.Document.Text.ShouldBe($"{Writers * Each}");
        counted.Version.ShouldBe(Writers * Each + 1);
    });

    [Fact]
    public Task Conflicts_do_not_disturb_the_writes_beside_them() => OnNotes(async notes =>
    {
        await InsertAllAsync(notes, new Note("taken"));
        var done = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(() =>
            i % 4 == 0 ? notes.InsertAsync(new("taken"), None)
            : i % 4 == 1 ? notes.ReplaceAsync(new("taken"), 99, None)
            : notes.InsertAsync(new($"n{i}"), None))));
        for (var i = 0; i < done.Length; i++)
            done[i].ShouldBe(i % 4 > 1, $"write {i}");
        (await notes.CountAsync(new("by_name"), None)).ShouldBe(201);
    });

    [Fact]
    public Task A_reader_sees_a_write_that_was_acknowledged() => OnPlace(async place =>
    {
        await using var writer = place.Open(Note.Definition);
        await writer.PrepareAsync(None);
        await using var reader = place.Open(Note.Definition);
        for (var i = 0; i < 50; i++)
        {
            await writer.Collection(Note.Definition).InsertAsync(new($"n{i}", "g"), None);
            (await reader.Collection(Note.Definition).GetAsync($"n{i}", None)).ShouldNotBeNull();
            (await reader.Collection(Note.Definition).CountAsync(new("by_group", "g"), None)).ShouldBe(i + 1);
        }
    });

    [Fact]
    public Task Gets_those_of_many_ids_that_exist_each_once() => OnNotes(async notes =>
    {
        await InsertAllAsync(notes, Enumerable.Range(0, 20).Select(i => new Note($"n{i}")));
        var found = await notes.GetManyAsync(["n3", "missing", "n17", "n3", ""], None);
        found.Select(item => item.Document.Id).Order(StringComparer.Ordinal).ShouldBe(["n17", "n3"]);
        (await notes.GetManyAsync([], None)).ShouldBeEmpty();
        (await notes.GetManyAsync([.. Enumerable.Range(0, Query.LargestPage).Select(i => $"n{i}")], None)).Count.ShouldBe(20);
    });

    [Fact]
    public Task Refuses_to_get_more_ids_than_a_page_has() => OnNotes(async notes =>
        await Should.ThrowAsync<ArgumentException>(() => notes.GetManyAsync([.. Enumerable.Range(0, Query.LargestPage + 1).Select(i => $"n{i}")], None)));

    [Fact]
    public Task An_id_is_any_text() => OnNotes(async notes =>
    {
        string[] ids =
        [
            "registry.example:5000/team/app@sha256:00|sbom|syft", "a#0", "it's", "say \"hi\"", "100%", "a\\b", "$where", "a.b.c", "{}", " ", "a ", "A ",
            "a", "A", "é", "e\u0301", "日本", "😀", "line\nbreak", "\t", "\u0001", "\uFFFF", "\uFFFF0", "--", ";drop", "null", new('x', 1024), new('é', 512),
        ];
        await InsertAllAsync(notes, ids.Select(id => new Note(id, "odd", Text: id)));
        foreach (var id in ids)
            (await notes.GetAsync(id, None))!.Document.ShouldBe(new Note(id, "odd", Text: id));
        (await notes.GetManyAsync(ids, None)).Select(item => item.Document.Id).ShouldBe(ids, ignoreOrder: true);
        (await WalkAsync(notes, new("by_group", "odd") { Take = 5 })).Ids.ShouldBe(ids, ignoreOrder: true);
        foreach (var id in ids)
            (await notes.DeleteAsync(id, 1, None)).ShouldBeTrue(id);
        (await notes.CountAsync(new("by_group"), None)).ShouldBe(0);
    });

    [Fact]
    public Task Refuses_what_cannot_be_an_id_and_finds_nothing_under_it() => OnNotes(async notes =>
    {
        foreach (var id in (string[])["", "nul\0", "\uD800", new('x', 1025), new('é', 513)])
        {
            await Should.ThrowAsync<ArgumentException>(() => notes.InsertAsync(new(id), None));
            await Should.ThrowAsync<ArgumentException>(() => notes.ReplaceAsync(new(id), 1, None));
            (await notes.GetAsync(id, None)).ShouldBeNull();
            (await notes.DeleteAsync(id, 1, None)).ShouldBeFalse();
            (await notes.GetManyAsync([id], None)).ShouldBeEmpty();
        }
    });

    [Fact]
    public Task Nested_content_comes_back_as_it_was() => OnNotes(async notes =>
    {
        var inner = new NoteBody(long.MinValue, 0, 1e-300, 0.10m, false, [], [], new Dictionary<string, string?>(), null);
        var body = new NoteBody(
            long.MaxValue, ulong.MaxValue, Math.PI, 79228162514264337593543950335m, true, [0, 1, 255], [inner, inner with { Money = -1.25m, Fraction = 3 }],
            new Dictionary<string, string?>
            {
                ["$ref"] = "dollar", ["a.b"] = "dot", [""] = "empty", ["$oid"] = "507f1f77bcf86cd799439011", ["_id"] = null, ["日本"] = "😀", ["id"] = "inner", ["version"] = "2",
            },
            new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.FromHours(5)).AddTicks(1234567));
        var note = new Note("a", "g", "n", DateTimeOffset.MaxValue, Mood.Bright, "\u0000 \uFFFF \uFFFF0 \\u0000 \" ' \u2028 é 😀", body);
        await InsertAllAsync(notes, note);
        var stored = (await notes.GetAsync("a", None))!.Document;
        stored.Text.ShouldBe(note.Text);
        // Records compare lists by reference: compare what they say instead. Maps have no order.
        JsonSerializer.SerializeToElement(stored, DocumentJson.Options)
            .ShouldSatisfyAllConditions(json => JsonElement.DeepEquals(json, JsonSerializer.SerializeToElement(note, DocumentJson.Options)).ShouldBeTrue(json.ToString()));
    });

    [Fact]
    public Task Keeps_documents_of_8_MB() => OnNotes(async notes =>
    {
        var bytes = new byte[6 << 20];
        Random.Shared.NextBytes(bytes);
        var text = Convert.ToBase64String(bytes);
        await InsertAllAsync(notes, new Note("large", "g", Text: text));
        (await notes.ReplaceAsync(new("large", "h", Text: text), 1, None)).ShouldBeTrue();
        (await notes.QueryAsync(new("by_group", "h"), None)).Items.ShouldHaveSingleItem().Document.Text.ShouldBe(text);
    });

    [Fact]
    public Task Refuses_a_document_beyond_the_limit_of_all_providers() => OnNotes(async notes =>
        await Should.ThrowAsync<ArgumentException>(() => notes.InsertAsync(new("a", Text: new('x', 12 << 20)), None)));

    [Fact]
    public Task Refuses_indexed_values_that_no_index_can_hold() => OnNotes(async notes =>
    {
        await Should.ThrowAsync<ArgumentException>(() => notes.InsertAsync(new("a", new('g', 600), new('n', 600)), None));
        await Should.ThrowAsync<ArgumentException>(() => notes.InsertAsync(new("a", Name: "nul\0"), None));
        await InsertAllAsync(notes, new Note(new('i', 1024), new('g', 500), new('n', 490)));
    });

    [Fact]
    public Task A_cancelled_call_throws_so() => OnNotes(async notes =>
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => notes.InsertAsync(new("a"), cancelled.Token));
        await Should.ThrowAsync<OperationCanceledException>(() => notes.GetAsync("a", cancelled.Token));
        await Should.ThrowAsync<OperationCanceledException>(() => notes.QueryAsync(new("by_name"), cancelled.Token));
    });
}
