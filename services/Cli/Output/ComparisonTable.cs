using System.Globalization;
using Attestry.Oci.Comparison;
using Attestry.Sbom.Comparison;

namespace Attestry.Cli.Output;

/// <summary>A comparison as a person reads it.</summary>
internal static class ComparisonTable
{
    /// <summary>Of each list; all is in the JSON.</summary>
    private const int Rows = 40;

    internal static void Show(Screen screen, string before, string after, ImageComparison comparison)
    {
        screen.Say($"Before: {before}  {comparison.Before.Digest}");
        screen.Say($"After:  {after}  {comparison.After.Digest}");
        screen.Say("");
        screen.Show(["", "BEFORE", "AFTER", "CHANGE", "PERCENT"], comparison.Values.Select(value => (IReadOnlyList<string>)
            [value.Name, Number(value.Before), Number(value.After), Signed(value.Change), value.Percent is { } percent ? percent.ToString("+0.0;-0.0;0", CultureInfo.InvariantCulture) + " %" : "new"]));
        List(screen, "Packages", ["TYPE", "PACKAGE", "BEFORE", "AFTER"], comparison.Packages, change => [change.Type, change.Name, change.Before ?? "-", change.After ?? "-"]);
        if (comparison.Vulnerabilities is { } vulnerabilities)
            List(screen, "Vulnerabilities", ["VULNERABILITY", "CHANGE"], [.. vulnerabilities.Removed.Select(one => (one, "gone")).Concat(vulnerabilities.Added.Select(one => (one, "new")))], row => [row.Item1, row.Item2]);
        List(
            screen,
            "Hygiene",
            ["", "WHAT", "CHANGE"],
            [.. comparison.Hygiene.SelectMany(list => list.Removed.Select(item => (list.Name, Item: item, Change: "gone")).Concat(list.Added.Select(item => (list.Name, Item: item, Change: "new"))))],
            row => [row.Name, row.Item, row.Change]);
        foreach (var layer in comparison.Layers)
            Show(screen, layer);
        ScanTable.Show(screen, "Findings", comparison.Findings);
        screen.Say("");
        screen.Say(Conclusion(comparison));
    }

    private static void Show(Screen screen, LayerChange layer)
    {
        screen.Say("");
        screen.Say($"Layer {layer.Before?.Text ?? "(none)"} -> {layer.After?.Text ?? "(none)"}: {Reason(layer)}");
        if (layer.Files is { Changes.Count: > 0 } files)
        {
            screen.Show(["DIFFERS IN", "FILE"], files.Changes.Take(Rows).Select(change => (IReadOnlyList<string>)[string.Join(", ", change.Differences.Select(Name)), change.Path]));
            More(screen, files.Changed - Math.Min(files.Changes.Count, Rows));
        }
    }

    private static string Reason(LayerChange layer) => layer switch
    {
        { Before: null } => "only after",
        { After: null } => "only before",
        { SameArchive: true } => "the same archive, compressed otherwise",
        { Files.Complete: false } => "not compared",
        { Files.Changed: 0 } => "the same files, written otherwise",
        _ => string.Join(", ", layer.Files!.Counts.Select(count => $"{count.Value} {Name(count.Key)}")),
    };

    private static string Conclusion(ImageComparison comparison) => comparison.Reproducibility switch
    {
        Reproducibility.Identical => "Reproducible: it is one and the same image.",
        Reproducibility.SameLayers when comparison.Configuration.Count == 0 => "Reproducible: the layers are the same; the manifests differ.",
        Reproducibility.SameLayers => $"Reproducible: the layers are the same; the configurations differ in {string.Join(", ", comparison.Configuration)}.",
        Reproducibility.SameArchives => "Not reproducible: the files are the same, but the layers are compressed otherwise.",
        Reproducibility.Different => $"Not reproducible: {Why(comparison)}.",
        _ => "Not compared: an image could not be read whole.",
    };

    private static string Why(ImageComparison comparison)
    {
        var reasons = comparison.Layers.SelectMany(layer => layer.Files?.Counts.Keys ?? []).Distinct().Order().Select(Name).ToList();
        var alone = comparison.Layers.Count(layer => layer.Before is null || layer.After is null);
        if (alone > 0)
            reasons.Add($"{alone} layers are in one of them only");
        return reasons.Count == 0 ? "the archives are written otherwise" : string.Join(", ", reasons);
    }

    private static string Name(EntryDifference difference) => difference switch
    {
        EntryDifference.LinkTarget => "link target",
        _ => difference.ToString().ToLowerInvariant(),
    };

    private static void List<T>(Screen screen, string title, IReadOnlyList<string> headers, IReadOnlyList<T> items, Func<T, IReadOnlyList<string>> row)
    {
        if (items.Count == 0)
            return;
        screen.Say("");
        screen.Say($"{title}:");
        screen.Show(headers, items.Take(Rows).Select(row));
        More(screen, items.Count - Math.Min(items.Count, Rows));
    }

    private static void More(Screen screen, long count)
    {
        if (count > 0)
            screen.Say($"… and {count} more; --format json lists them.");
    }

    private static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Signed(long value) => value.ToString("+#,0;-#,0;0", CultureInfo.InvariantCulture);
}
