using Attestry.Oci.Layers;
using Attestry.Oci.Sources;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.TestKit;

namespace Attestry.Oci.Tests.Sources;

public sealed class DirectoryTreeTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task Files_are_read_at_once_and_taken_in_order()
    {
        Write("a", "b", "c/d");
        // The first file ends only once the last one did: one after the other they would never end.
        var last = new TaskCompletionSource();
        var taken = new List<string>();
        var report = await new DirectoryTree(_root.Path).ReadAsync(
            LayerLimits.Default,
            async (entry, content, cancellation) =>
            {
                if (entry.Path == "a")
                    await last.Task.WaitAsync(Patience, cancellation);
                var text = await new StreamReader(content).ReadToEndAsync(cancellation);
                if (entry.Path == "c/d")
                    last.SetResult();
                return text;
            },
            (entry, text) => taken.Add($"{entry.Path} {text}"),
            default);
        taken.ShouldBe(["a a", "b b", "c ", "c/d c/d"]);
        (report.Complete, report.Entries, report.UncompressedBytes).ShouldBe((true, 4, 5));
    }

    [Fact]
    public async Task Many_entries_are_all_taken_in_ordinal_order()
    {
        Write([.. Enumerable.Range(0, 3000).Select(i => $"folder-{i % 7}/file-{i}")]);
        var taken = new List<string>();
        var report = await new DirectoryTree(_root.Path).ReadAsync(LayerLimits.Default, (entry, _, _) => ValueTask.FromResult(entry.Path), (entry, _) => taken.Add(entry.Path), default);
        var folders = Enumerable.Range(0, 7).Select(i => $"folder-{i}");
        taken.ShouldBe(folders.SelectMany(folder => (IEnumerable<string>)[
            folder, .. Enumerable.Range(0, 3000).Where(i => $"folder-{i % 7}" == folder).Select(i => $"{folder}/file-{i}").Order(StringComparer.Ordinal)]));
        report.Complete.ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_a_finding_and_the_others_are_read()
    {
        Write("a", "b", "c");
        var taken = new List<string?>();
        var report = await new DirectoryTree(_root.Path).ReadAsync(
            LayerLimits.Default, (entry, _, _) => entry.Path == "b" ? throw new IOException("gone") : ValueTask.FromResult(entry.Path), (_, text) => taken.Add(text), default);
        taken.ShouldBe(["a", null, "c"]);
        report.Complete.ShouldBeFalse();
        var finding = report.Findings.ShouldHaveSingleItem();
        (finding.Id, finding.Location).ShouldBe((LayerFindings.FileUnreadable, "b"));
    }

    [Fact]
    public async Task Entries_beyond_the_limit_are_a_finding()
    {
        Write("a", "b", "c");
        var taken = new List<string>();
        var report = await new DirectoryTree(_root.Path).ReadAsync(
            LayerLimits.Default with { Entries = 2 }, (entry, _, _) => ValueTask.FromResult(entry.Path), (entry, _) => taken.Add(entry.Path), default);
        taken.ShouldBe(["a", "b"]);
        (report.Complete, report.Findings.ShouldHaveSingleItem().Id).ShouldBe((false, LayerFindings.TooManyEntries));
    }

    [Fact]
    public async Task What_the_reader_throws_goes_through()
    {
        Write([.. Enumerable.Range(0, 100).Select(i => $"file-{i}")]);
        var thrown = await Should.ThrowAsync<InvalidOperationException>(new DirectoryTree(_root.Path).ReadAsync<string>(
            LayerLimits.Default, (_, _, _) => throw new InvalidOperationException("no"), (_, _) => { }, default));
        thrown.Message.ShouldBe("no");
    }

    [Fact]
    public async Task Nobody_reads_any_more_once_it_was_stopped()
    {
        Write([.. Enumerable.Range(0, 100).Select(i => $"file-{i}")]);
        using var stop = new CancellationTokenSource();
        var reading = 0;
        await Should.ThrowAsync<OperationCanceledException>(new DirectoryTree(_root.Path).ReadAsync<string>(
            LayerLimits.Default,
            async (_, _, cancellation) =>
            {
                Interlocked.Increment(ref reading);
                try
                {
                    await stop.CancelAsync();
                    await Task.Delay(Timeout.Infinite, cancellation);
                    return "";
                }
                finally
                {
                    Interlocked.Decrement(ref reading);
                }
            },
            (_, _) => { },
            stop.Token));
        reading.ShouldBe(0);
    }

    private void Write(params string[] paths)
    {
        foreach (var path in paths)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_root.File(path))!);
            File.WriteAllText(_root.File(path), path);
        }
    }
}
