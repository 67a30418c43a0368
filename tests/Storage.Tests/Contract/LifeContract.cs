namespace Attestry.Storage.Tests.Contract;

/// <summary>Preparing, reopening, and the server's absence.</summary>
public abstract class LifeContract : StoreContract
{
    [Fact]
    public Task Many_may_prepare_at_once_and_again() => OnPlace(async place =>
    {
        var stores = Enumerable.Range(0, 8).Select(_ => place.Open([.. Collections.All, Note.Definition])).ToList();
        await Task.WhenAll(stores.Select(store => Task.Run(() => store.PrepareAsync(None))));
        await stores[0].Collection(Note.Definition).InsertAsync(new("a", "g"), None);
        await Task.WhenAll(stores.Select(store => Task.Run(() => store.PrepareAsync(None))));
        foreach (var store in stores)
        {
            (await store.Collection(Note.Definition).QueryAsync(new("by_group", "g"), None)).Items.Count.ShouldBe(1);
            await store.DisposeAsync();
        }
    });

    [Fact]
    public Task Every_collection_of_the_system_can_be_walked_by_each_of_its_indexes() => OnPlace(async place =>
    {
        await using var store = place.Open(Collections.All);
        await store.PrepareAsync(None);
        (await store.Collection(Collections.Pushes).QueryAsync(new("by_state"), None)).Items.ShouldBeEmpty();
        foreach (var index in Collections.Statuses.Indexes)
            (await store.Collection(Collections.Statuses).QueryAsync(new(index.Name), None)).Items.ShouldBeEmpty();
        foreach (var index in Collections.Attestations.Indexes)
            (await store.Collection(Collections.Attestations).CountAsync(new(index.Name), None)).ShouldBe(0);
    });

    [Fact]
    public Task An_index_that_is_declared_later_holds_what_was_there_before() => OnPlace(async place =>
    {
        var early = new CollectionDefinition<Note>("notes", new IndexDefinition("by_name", "name"));
        await using (var store = place.Open(early))
        {
            await store.PrepareAsync(None);
            await store.Collection(early).InsertAsync(new("a", "g", "n"), None);
        }
        // The same name over other fields, too.
        var late = new CollectionDefinition<Note>("notes", new("by_name", "name", "at"), new("by_group", "group"));
        await using (var store = place.Open(late))
        {
            await store.PrepareAsync(None);
            (await store.Collection(late).QueryAsync(new("by_group", "g"), None)).Items.ShouldHaveSingleItem();
            (await store.Collection(late).QueryAsync(new("by_name", "n"), None)).Items.ShouldHaveSingleItem();
        }
    });

    [Fact]
    public Task What_was_acknowledged_is_there_after_reopening() => OnPlace(async place =>
    {
        await using (var store = place.Open(Note.Definition))
        {
            await store.PrepareAsync(None);
            await store.Collection(Note.Definition).InsertAsync(new("a", Text: "1"), None);
            await store.Collection(Note.Definition).ReplaceAsync(new("a", Text: "2"), 1, None);
        }
        await using var reopened = place.Open(Note.Definition);
        await reopened.PrepareAsync(None);
        var stored = await reopened.Collection(Note.Definition).GetAsync("a", None);
        stored!.Version.ShouldBe(2);
        stored.Document.Text.ShouldBe("2");
    });

    [Fact]
    public Task Disposing_finishes_the_writes_under_way() => OnPlace(async place =>
    {
        List<Task<bool>> writes;
        await using (var store = place.Open(Note.Definition))
        {
            await store.PrepareAsync(None);
            var notes = store.Collection(Note.Definition);
            writes = [.. Enumerable.Range(0, 50).Select(i => notes.InsertAsync(new($"n{i}", "g"), None))];
            await Task.WhenAny(writes);
        }
        var finished = await Task.WhenAll(writes.Select(async write =>
        {
            try
            {
                return await write;
            }
            catch (ObjectDisposedException)
            {
                return false;
            }
        }));
        await using var reopened = place.Open(Note.Definition);
        (await reopened.Collection(Note.Definition).CountAsync(new("by_group", "g"), None)).ShouldBeGreaterThanOrEqualTo(finished.Count(done => done));
        finished.ShouldContain(true);
    });

    [Fact]
    public Task A_check_passes_while_the_server_is_there_and_fails_when_it_is_gone() => OnPlace(async place =>
    {
        await using var store = place.Open(Note.Definition);
        await store.PrepareAsync(None);
        await store.CheckAsync(None);
        await place.TakeAwayAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await Should.ThrowAsync<Exception>(() => store.CheckAsync(limit.Token));
    });
}
