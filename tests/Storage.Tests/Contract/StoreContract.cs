namespace Attestry.Storage.Tests.Contract;

/// <summary>What all parts of the contract suite share: a place of its own for every test.</summary>
public abstract class StoreContract
{
    protected static CancellationToken None => CancellationToken.None;

    /// <summary>Null, with a notice, when the provider's server is not on this machine.</summary>
    protected abstract Task<IStorePlace?> PlaceAsync();

    protected async Task OnPlace(Func<IStorePlace, Task> test)
    {
        await using var place = await PlaceAsync();
        if (place is not null)
            await test(place);
    }

    protected Task OnStore(Func<IDocumentStore, Task> test) => OnPlace(async place =>
    {
        await using var store = place.Open(Note.Definition, Collections.Contents);
        await store.PrepareAsync(None);
        await test(store);
    });

    protected Task OnNotes(Func<IDocumentCollection<Note>, Task> test) => OnStore(store => test(store.Collection(Note.Definition)));

    protected static async Task InsertAllAsync(IDocumentCollection<Note> notes, params IEnumerable<Note> all)
    {
        foreach (var note in all)
            (await notes.InsertAsync(note, None)).ShouldBeTrue(note.Id);
    }

    /// <summary>The ids of all pages, and how many pages there were.</summary>
    protected static async Task<(IReadOnlyList<string> Ids, int Pages)> WalkAsync(IDocumentCollection<Note> notes, Query query)
    {
        var ids = new List<string>();
        for (var pages = 1; ; pages++)
        {
            var page = await notes.QueryAsync(query, None);
            page.Items.Count.ShouldBeLessThanOrEqualTo(query.Take);
            ids.AddRange(page.Items.Select(item => item.Document.Id));
            if (page.Next is null)
                return (ids, pages);
            query = query with { After = page.Next };
        }
    }
}
