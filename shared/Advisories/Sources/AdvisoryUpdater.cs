using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Attestry.Primitives.Limits;
using Attestry.Vulnerabilities.Feeds;
using Attestry.Vulnerabilities.Osv;
using Microsoft.Data.Sqlite;

namespace Attestry.Advisories.Sources;

/// <summary>
/// Brings the database up to date with its sources, each in a transaction of its own: one that fails leaves what was known of it, and the
/// others go on. A zip of OSV that was taken in whole once is amended from its <c>modified_id.csv</c> where the server has one beside it.
/// </summary>
/// <param name="client">For sources that are URLs; its timeout holds for each request's headers.</param>
/// <param name="steps">Which changes of exploit predictions are news; the usual ones when null.</param>
public sealed class AdvisoryUpdater(AdvisoryFile file, HttpClient client, TimeProvider time, ProbabilitySteps? steps = null)
{
    /// <summary>Beyond it the whole zip costs less than its entries one by one.</summary>
    private const int MostIncrements = 1_000;

    /// <exception cref="ArgumentException">The source's kind is not known.</exception>
    public async Task<SourceReport> RefreshAsync(AdvisorySource source, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        var kind = SourceKinds.Find(source.Kind) ?? throw new ArgumentException($"'{source.Kind}' is no kind of source; known are {string.Join(", ", SourceKinds.All.Select(known => known.Name))}.");
        using var folder = new ScratchFolder();
        try
        {
            var status = Status(source);
            if (status is not null && await IncrementAsync(source, status, cancellation) is { } amended)
                return amended;
            var content = source.Url is { } url
                ? await SourceDownload.GetAsync(client, url, status?.Tag, Path.Combine(folder.Path, "content"), cancellation)
                : await LocalAsync(source.Location, status?.Tag, cancellation);
            return content is null ? Confirm(source, status!) : Take(kind, source, content, cancellation);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException or InvalidDataException or FormatException or JsonException or SqliteException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new(source, SourceOutcome.Failed, Status(source)?.Advisories ?? 0, new HashSet<OsvPackage>(), [], e.Message);
        }
    }

    private SourceStatus? Status(AdvisorySource source)
    {
        using var snapshot = file.Read();
        return snapshot.Sources.FirstOrDefault(known => known.Name == source.Name && known.Kind == source.Kind);
    }

    private SourceReport Take(SourceKind kind, AdvisorySource source, SourceContent content, CancellationToken cancellation)
    {
        using var update = file.Update();
        kind.Take(update, source, content, new(time.GetUtcNow(), steps ?? ProbabilitySteps.Default), cancellation);
        update.Commit();
        return new(source, SourceOutcome.Replaced, Status(source)!.Advisories, update.Changed, update.Findings);
    }

    private SourceReport Confirm(AdvisorySource source, SourceStatus status)
    {
        using var update = file.Update();
        update.Confirm(source.Name, time.GetUtcNow());
        update.Commit();
        return new(source, SourceOutcome.Unchanged, status.Advisories, update.Changed, []);
    }

    /// <returns>Null when the whole is to be taken in: there is no list of what changed, or too much did.</returns>
    private async Task<SourceReport?> IncrementAsync(AdvisorySource source, SourceStatus status, CancellationToken cancellation)
    {
        if (source.Kind != "osv" || status.Modified is not { } since || source.Url is not { } url || !url.AbsolutePath.EndsWith("/all.zip", StringComparison.Ordinal))
            return null;
        using var response = await client.GetAsync(new Uri(url, "modified_id.csv"), HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (!response.IsSuccessStatusCode)
            return null;
        using var csv = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation), Encoding.UTF8);
        var changed = ModifiedIds.Read(csv, since).Take(MostIncrements + 1).ToList();
        if (changed.Count == 0)
            return Confirm(source, status);
        if (changed.Count > MostIncrements)
            return null;
        var readings = new List<OsvReading>();
        foreach (var (_, id) in changed)
            readings.Add(await EntryAsync(url, id, cancellation));
        using var update = file.Update();
        update.Amend(source.Name, source.Kind, readings, time.GetUtcNow(), status.Tag, cancellation);
        update.Commit();
        return new(source, SourceOutcome.Amended, Status(source)!.Advisories, update.Changed, update.Findings);
    }

    private async Task<OsvReading> EntryAsync(Uri zip, string id, CancellationToken cancellation)
    {
        // The id was checked segment by segment: it stays below the zip's folder.
        using var response = await client.GetAsync(new Uri(zip, string.Join('/', id.Split('/').Select(Uri.EscapeDataString)) + ".json"), HttpCompletionOption.ResponseHeadersRead, cancellation);
        response.EnsureSuccessStatusCode();
        await using var content = await response.Content.ReadAsStreamAsync(cancellation);
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 15];
        while (await content.ReadAsync(buffer, cancellation) is > 0 and var count)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > VulnerabilityLimits.AdvisoryBytes)
                break;
        }
        return OsvReader.Read(bytes.ToArray(), id);
    }

    // A file is its digest, so that one that was only touched is not taken in again; a folder is looked through each time.
    private async Task<SourceContent?> LocalAsync(string path, string? tag, CancellationToken cancellation)
    {
        if (Directory.Exists(path))
            return new(path, time.GetUtcNow(), null);
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no file or folder '{path}'.");
        await using var stream = File.OpenRead(path);
        var digest = "sha256:" + Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation));
        return digest == tag ? null : new(path, new(File.GetLastWriteTimeUtc(path), TimeSpan.Zero), digest);
    }
}
