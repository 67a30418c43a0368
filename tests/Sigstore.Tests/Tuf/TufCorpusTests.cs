using System.Text.RegularExpressions;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Trust;
using Attestry.Sigstore.Tuf;

namespace Attestry.Sigstore.Tests.Tuf;

/// <summary>The metadata of the public instance, with all roots since its first.</summary>
public sealed partial class TufCorpusTests
{
    private static readonly DateTimeOffset August = new(2026, 8, 22, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(15)]
    public async Task Any_root_of_the_history_leads_to_the_trusted_root(int pinned)
    {
        if (Corpora.Path("sigstore/public-good") is not { } folder)
            return;
        var root = await File.ReadAllBytesAsync(Path.Combine(folder, "tuf", "root_history", $"{pinned}.root.json"));
        var store = new MemoryTufStore();
        foreach (var repository in new[] { new FolderTufRepository(folder, Named), null })
        {
            var (content, finding) = await new TufClient(root, repository, store, new ManualTime(August)).GetAsync("trusted_root.json", default);
            finding.ShouldBeNull();
            content.ShouldBe(await File.ReadAllBytesAsync(Path.Combine(folder, "trusted_root.json")));
        }
    }

    [Fact]
    public async Task A_week_later_without_news_it_is_frozen()
    {
        if (Corpora.Path("sigstore/public-good") is not { } folder)
            return;
        var client = new TufClient(PublicInstance.PublicGood.TufRoot, new FolderTufRepository(folder, Named), new MemoryTufStore(), new ManualTime(August.AddDays(8)));
        (await client.GetAsync("trusted_root.json", default)).Finding!.Id.ShouldBe(TufFindings.Expired);
    }

    [Fact]
    public async Task The_shipped_root_leads_there_too_and_what_is_shipped_can_be_read()
    {
        foreach (var instance in new[] { PublicInstance.PublicGood, PublicInstance.Staging })
        {
            TrustedRoot.Read(instance.TrustedRoot).Finding.ShouldBeNull();
            SigningConfig.Read(instance.SigningConfig).Finding.ShouldBeNull();
            // Nothing is served: the root is taken, and no timestamp follows.
            var alone = new TufClient(instance.TufRoot, null, new MemoryTufStore(), new ManualTime(August));
            (await alone.GetAsync("trusted_root.json", default)).Finding!.Id.ShouldBe(TufFindings.Missing);
        }
        if (Corpora.Path("sigstore/public-good") is not { } folder)
            return;
        var client = new TufClient(PublicInstance.PublicGood.TufRoot, new FolderTufRepository(folder, Named), new MemoryTufStore(), new ManualTime(August));
        (await client.GetAsync("trusted_root.json", default)).Content.ShouldBe(PublicInstance.PublicGood.TrustedRoot.ToArray());
    }

    // Clients ask for 14.targets.json and targets/HASH.trusted_root.json; the checkout has neither prefix.
    private static string? Named(string path)
    {
        if (path.StartsWith("targets/", StringComparison.Ordinal))
            return path[(path.IndexOf('.', StringComparison.Ordinal) + 1)..];
        return path.EndsWith(".root.json", StringComparison.Ordinal) ? $"tuf/root_history/{path}" : $"tuf/{Version().Replace(path, "")}";
    }

    [GeneratedRegex(@"\A[0-9]+\.")]
    private static partial Regex Version();
}
