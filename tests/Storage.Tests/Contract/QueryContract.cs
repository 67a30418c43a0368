namespace Attestry.Storage.Tests.Contract;

/// <summary>Walks over declared indexes.</summary>
public abstract class QueryContract : StoreContract
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static DateTimeOffset At(int ticks) => Start.AddTicks(ticks);

    private static string Time(int ticks) => DocumentJson.Time(At(ticks));

    // Inserted in an order that is none of the indexes'.
    private static readonly Note[] Grid =
    [
        .. from at in (int[])[2, 0, 1]
           from name in (string[])["y", "x", "z"]
           from @group in (string[])["b", "a"]
           select new Note($"{@group}{name}{at}", @group, name, At(at)),
    ];

    [Fact]
    public Task Selects_by_every_prefix_of_an_index_in_its_order() => OnNotes(async notes =>
    {
        await InsertAllAsync(notes, Grid);
        var ordered = Grid.Select(note => note.Id).Order(StringComparer.Ordinal).ToList();
        (await WalkAsync(notes, new("by_group"))).Ids.ShouldBe(ordered);
        (await WalkAsync(notes, new("by_group", "a"))).Ids.ShouldBe(ordered.Where(id => id[0] == 'a'));
        (await WalkAsync(notes, new("by_group", "a", "y"))).Ids.ShouldBe(["ay0", "ay1", "ay2"]);
        (await WalkAsync(notes, new("by_group", "a", "y", Time(1)))).Ids.ShouldBe(["ay1"]);
        (await WalkAsync(notes, new("by_group", "c"))).Ids.ShouldBeEmpty();
        (await WalkAsync(notes, new("by_group", "A"))).Ids.ShouldBeEmpty();
    });

    [Fact]
    public Task Walks_from_the_end() => OnNotes(async notes =>
    {
        await InsertAllAsync(notes, Grid);
        var ordered = Grid.Select(note => note.Id).OrderDescending(StringComparer.Ordinal).ToList();
        (await WalkAsync(notes, new("by_group") { Descending = true, Take = 4 })).Ids.ShouldBe(ordered);
        (await WalkAsync(notes, new("by_group", "b") { Descending = true, Take = 4 })).Ids.ShouldBe(ordered.Where(id => id[0] == 'b'));
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Bounds_include_the_lower_and_exclude_the_upper(bool descending) => OnNotes(async notes =>
    {
        await InsertAllAsync(notes, Grid);
        await Check(new("by_group", "a", "x") { From = Time(1) }, "ax1", "ax2");
        await Check(new("by_group", "a", "x") { Below = Time(2) }, "ax0", "ax1");
        await Check(new("by_group", "a", "x") { From = Time(1), Below = Time(2) }, "ax1");
        await Check(new("by_group", "a", "x") { From = Time(2), Below = Time(1) });
        await Check(new("by_group", "a") { From = "y", Below = "z" }, "ay0", "ay1", "ay2");

        async Task Check(Query query, params string[] expected)
        {
            query = query with { Descending = descending, Take = 2 };
            (await WalkAsync(notes, query)).Ids.ShouldBe(descending ? expected.Reverse() : expected);
            (await notes.CountAsync(query, None)).ShouldBe(expected.Length);
        }
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Pages_of_any_size_give_every_document_once(bool descending) => OnNotes(async notes =>
    {
        // Many with the same values, so that pages end in the middle of them.
        await InsertAllAsync(notes, Enumerable.Range(0, 40).Select(i => new Note($"n{i:00}", i % 2 == 0 ? "g" : null, i % 3 == 0 ? null : $"{i % 3}", At(i / 10))));
        var whole = (await WalkAsync(notes, new("by_group") { Take = 1000, Descending = descending })).Ids;
        whole.Count.ShouldBe(40);
        foreach (var take in (int[])[1, 3, 7, 20, 39, 40, 41])
        {
            var (ids, pages) = await WalkAsync(notes, new("by_group") { Take = take, Descending = descending });
            ids.ShouldBe(whole);
            pages.ShouldBe((40 + take - 1) / take);
        }
        (await WalkAsync(notes, new("by_group") { Take = 7, Descending = !descending })).Ids.ShouldBe(whole.Reverse());
    });

    [Fact]
    public Task Null_comes_before_all_text_and_is_not_the_empty_one() => OnNotes(async notes =>
    {
        await InsertAllAsync(notes, new("1", "g", "a"), new("2", "g", null), new("3", "g", ""), new("4", "g", "\u0001"), new("5", "g", null), new("6", "g", "="), new("7", null, "a"));
        string[] ordered = ["2", "5", "3", "4", "6", "1"];
        foreach (var take in (int[])[1, 2, 100])
        {
            (await WalkAsync(notes, new("by_group", "g") { Take = take })).Ids.ShouldBe(ordered);
            (await WalkAsync(notes, new("by_group", "g") { Take = take, Descending = true })).Ids.ShouldBe(ordered.Reverse());
            (await WalkAsync(notes, new("by_group", "g") { Take = take, Below = "=" })).Ids.ShouldBe(["2", "5", "3", "4"]);
            (await WalkAsync(notes, new("by_group", "g") { Take = take, Below = "=", Descending = true })).Ids.ShouldBe(["4", "3", "5", "2"]);
            (await WalkAsync(notes, new("by_group", "g") { Take = take, From = "" })).Ids.ShouldBe(["3", "4", "6", "1"]);
            (await WalkAsync(notes, new("by_group") { Take = take })).Ids.ShouldBe(["7", .. ordered]);
        }
        (await WalkAsync(notes, new("by_group", "g", null))).Ids.ShouldBe(["2", "5"]);
        (await WalkAsync(notes, new("by_group", "g", ""))).Ids.ShouldBe(["3"]);
        (await WalkAsync(notes, new("by_group", [null]))).Ids.ShouldBe(["7"]);
        (await notes.CountAsync(new("by_group", "g", null), None)).ShouldBe(2);
    });

    [Fact]
    public Task Orders_text_by_its_UTF_8_bytes() => OnNotes(async notes =>
    {
        // Not as UTF-16 would have it (the emoji before U+FF21), nor as a language does (a, A, ä, b).
        string[] ordered = ["", " ", "\"", "$", "-", "0", "10", "2", "A", "B", "Z", "_", "a", "a b", "aa", "b", "z", "ß", "ä", "é", "é ", "Ω", "日", "Ａ", "😀"];
        await InsertAllAsync(notes, ordered.Select((name, i) => new Note($"{(i * 7) % ordered.Length:00}", Name: name)).OrderBy(note => note.Id, StringComparer.Ordinal));
        var found = new List<string?>();
        for (var query = new Query("by_name") { Take = 3 }; ;)
        {
            var page = await notes.QueryAsync(query, None);
            found.AddRange(page.Items.Select(item => item.Document.Name));
            if (page.Next is null)
                break;
            query = query with { After = page.Next };
        }
        found.ShouldBe(ordered);
        (await notes.CountAsync(new("by_name") { From = "A", Below = "a" }, None)).ShouldBe(4);
    });

    [Fact]
    public Task Same_values_are_ordered_by_id_in_bytes() => OnNotes(async notes =>
    {
        string[] ordered = ["A", "B", "a", "a/b", "aa", "é", "Ａ", "😀"];
        await InsertAllAsync(notes, ordered.Reverse().Select(id => new Note(id, "same")));
        (await WalkAsync(notes, new("by_group", "same") { Take = 3 })).Ids.ShouldBe(ordered);
    });

    [Fact]
    public Task The_order_of_times_is_their_order() => OnNotes(async notes =>
    {
        DateTimeOffset[] ordered =
        [
            DateTimeOffset.MinValue, At(-1), Start, At(1), At(10), new(2026, 1, 2, 4, 4, 6, TimeSpan.FromHours(1)), new(2026, 1, 2, 2, 4, 7, TimeSpan.FromHours(-1)),
            new(2026, 12, 31, 23, 59, 59, TimeSpan.Zero), DateTimeOffset.MaxValue,
        ];
        await InsertAllAsync(notes, ordered.Select((at, i) => new Note($"{9 - i}", At: at)));
        var page = await notes.QueryAsync(new("by_at"), None);
        page.Items.Select(item => item.Document.At).ShouldBe(ordered);
        (await notes.CountAsync(new("by_at") { Below = DocumentJson.Time(Start.ToOffset(TimeSpan.FromHours(9))) }, None)).ShouldBe(2);
    });

    [Fact]
    public Task Selects_by_an_enumeration_as_it_stands_in_JSON() => OnNotes(async notes =>
    {
        await InsertAllAsync(notes, new("1", Mood: Mood.Bright), new("2", Mood: Mood.Calm));
        (await WalkAsync(notes, new("by_mood", "Bright"))).Ids.ShouldBe(["1"]);
    });

    [Fact]
    public Task A_replaced_document_moves_in_the_index_and_a_deleted_one_leaves_it() => OnNotes(async notes =>
    {
        await InsertAllAsync(notes, new("1", "a"), new("2", "a"));
        await notes.ReplaceAsync(new("1", "b"), 1, None);
        await notes.DeleteAsync("2", 1, None);
        (await WalkAsync(notes, new("by_group", "a"))).Ids.ShouldBeEmpty();
        (await WalkAsync(notes, new("by_group", "b"))).Ids.ShouldBe(["1"]);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task What_is_written_meanwhile_neither_repeats_nor_hides_a_document(bool descending) => OnNotes(async notes =>
    {
        var before = Enumerable.Range(0, 60).Select(i => new Note($"old{i:00}", "g", $"{i % 5}")).ToList();
        await InsertAllAsync(notes, before);
        using var stop = new CancellationTokenSource();
        var written = 0;
        var first = new TaskCompletionSource();
        var writer = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested && written < 500)
            {
                await notes.InsertAsync(new($"new{written}", "g", $"{written % 5}"), None);
                if (++written > 1)
                    await notes.DeleteAsync($"new{written - 2}", 1, None);
                first.TrySetResult();
            }
        });
        await first.Task;
        var (ids, _) = await WalkAsync(notes, new("by_group", "g") { Take = 3, Descending = descending });
        await stop.CancelAsync();
        await writer;
        ids.ShouldBeUnique();
        ids.Where(id => id.StartsWith("old", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ShouldBe(before.Select(note => note.Id));
    });

    [Fact]
    public Task A_page_goes_on_after_its_last_document_was_deleted() => OnNotes(async notes =>
    {
        await InsertAllAsync(notes, Enumerable.Range(0, 6).Select(i => new Note($"{i}", "g")));
        var page = await notes.QueryAsync(new("by_group", "g") { Take = 3 }, None);
        await notes.DeleteAsync("2", 1, None);
        (await WalkAsync(notes, new("by_group", "g") { Take = 2, After = page.Next })).Ids.ShouldBe(["3", "4", "5"]);
    });

    [Fact]
    public Task Refuses_tokens_of_other_queries_and_garbage() => OnNotes(async notes =>
    {
        await InsertAllAsync(notes, Grid);
        var token = (await notes.QueryAsync(new("by_group", "a") { Take = 1 }, None)).Next!;
        token.ShouldAllBe(c => char.IsAsciiLetterOrDigit(c) || c == '-' || c == '_');
        await Refused(new("by_group", "b") { After = token });
        await Refused(new("by_group") { After = token });
        await Refused(new("by_group", "a", "x") { After = token });
        await Refused(new("by_group", "a") { After = token, Descending = true });
        await Refused(new("by_mood", "a") { After = token });
        await Refused(new("by_name") { After = token });
        foreach (var garbage in (string[])["", "x", "null", "!!!!", "AAAAAAAAAAA", token[..^2], token + "AAAA", token + "=", new('A', 100_000), "é", "W10"])
            await Refused(new("by_group", "a") { After = garbage });

        Task Refused(Query query) => Should.ThrowAsync<ArgumentException>(() => notes.QueryAsync(query, None), $"{query}");
    });

    [Fact]
    public Task Refuses_queries_that_no_index_answers() => OnNotes(async notes =>
    {
        Query[] wrong =
        [
            new("by_color"), new(""), new("by_group; drop"), new("by_name", "a", "b"), new("by_name", "a") { From = "a" }, new("by_name", "a") { Below = "a" },
            new("by_name") { Take = 0 }, new("by_name") { Take = -1 }, new("by_name") { Take = Query.LargestPage + 1 },
        ];
        foreach (var query in wrong)
        {
            await Should.ThrowAsync<ArgumentException>(() => notes.QueryAsync(query, None), $"{query}");
            await Should.ThrowAsync<ArgumentException>(() => notes.CountAsync(query, None), $"{query}");
        }
    });

    [Fact]
    public Task Counts_what_is_selected_whatever_the_page() => OnNotes(async notes =>
    {
        await InsertAllAsync(notes, Grid);
        (await notes.CountAsync(new("by_group"), None)).ShouldBe(18);
        (await notes.CountAsync(new("by_group", "a") { Take = 1 }, None)).ShouldBe(9);
        var token = (await notes.QueryAsync(new("by_group", "a") { Take = 1 }, None)).Next;
        (await notes.CountAsync(new("by_group", "a") { Take = 1, After = token }, None)).ShouldBe(9);
        (await notes.CountAsync(new("by_group", "none"), None)).ShouldBe(0);
    });

    [Theory]
    [InlineData("' OR 1=1 --")]
    [InlineData("\"; DROP TABLE notes; --")]
    [InlineData("{\"$ne\":null}")]
    [InlineData("$ne")]
    [InlineData("nul\0")]
    [InlineData("\uFFFF")]
    public Task A_value_is_never_more_than_a_value(string hostile) => OnNotes(async notes =>
    {
        await InsertAllAsync(notes, new Note("a", "g"));
        (await notes.QueryAsync(new("by_group", hostile), None)).Items.ShouldBeEmpty();
        (await notes.QueryAsync(new("by_name", hostile), None)).Items.ShouldBeEmpty();
        (await notes.CountAsync(new("by_group"), None)).ShouldBe(1);
    });

    [Fact]
    public Task A_full_page_has_a_thousand_documents() => OnNotes(async notes =>
    {
        await Task.WhenAll(Enumerable.Range(0, 1001).Select(i => notes.InsertAsync(new($"{i:0000}", "g"), None)));
        var page = await notes.QueryAsync(new("by_group", "g") { Take = Query.LargestPage }, None);
        page.Items.Count.ShouldBe(1000);
        (await notes.QueryAsync(new("by_group", "g") { Take = Query.LargestPage, After = page.Next }, None)).Items.ShouldHaveSingleItem().Document.Id.ShouldBe("1000");
    });
}
