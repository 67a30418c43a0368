using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.Tuf;

/// <summary>
/// Follows a repository from a pinned root (TUF 1.0, §5) and gives its targets. For one thread; a state is followed once, so make
/// a new client to look again.
/// </summary>
/// <param name="pinned">A root that is trusted because it came with the program or its settings. It may have expired: those after it are followed.</param>
/// <param name="repository">Null to use only what is stored; expired metadata is refused then too.</param>
public sealed class TufClient(ReadOnlyMemory<byte> pinned, ITufRepository? repository, ITufStore store, TimeProvider time)
{
    private const string TimestampName = "timestamp.json";

    private const string SnapshotName = "snapshot.json";

    private readonly BoundedFetch _fetch = new(repository);

    private TrustedMetadata? _trusted;

    // TUF §5.2: one time for the whole update.
    private readonly DateTimeOffset _now = time.GetUtcNow();

    /// <summary>The content of a target, or why there is none. Faults of the network and the store are thrown by those.</summary>
    /// <param name="path">Of the target: <c>trusted_root.json</c>.</param>
    public async Task<(byte[]? Content, Finding? Finding)> GetAsync(string path, CancellationToken cancellation)
    {
        if (_trusted is null && await RefreshAsync(cancellation) is { } refused)
            return (null, refused);
        var search = new TargetSearch(_trusted!, LoadTargetsAsync);
        var (file, finding) = await search.FindAsync(path, cancellation);
        return file is null ? (null, finding) : await DownloadAsync(path, file, cancellation);
    }

    private async Task<Finding?> RefreshAsync(CancellationToken cancellation)
    {
        var reading = TrustedMetadata.Pin(pinned);
        if (!reading.Succeeded)
            return reading.Finding;
        var trusted = reading.Value;
        var finding = await FollowRootsAsync(trusted, cancellation)
            ?? trusted.Root.Document.ExpiredAt(_now, "root")
            ?? await TimestampAsync(trusted, cancellation)
            ?? trusted.Timestamp!.Document.ExpiredAt(_now, "timestamp")
            ?? await SnapshotAsync(trusted, cancellation)
            ?? trusted.Snapshot!.Document.ExpiredAt(_now, "snapshot");
        _trusted = finding is null ? trusted : null;
        return finding;
    }

    // TUF §5.3. The roots in between are stored too, so that the pinned one alone is believed without a signature.
    private async Task<Finding?> FollowRootsAsync(TrustedMetadata trusted, CancellationToken cancellation)
    {
        for (var rotations = 0; rotations < TufLimits.RootRotations; rotations++)
        {
            var name = $"{trusted.Root.Document.Version + 1}.root.json";
            if (await store.LoadAsync(name, cancellation) is { } stored && trusted.AcceptRoot(stored) is null)
                continue;
            var (fetched, finding) = await _fetch.ReadAsync(name, TufLimits.RootBytes, cancellation);
            if (fetched is null)
                return finding;
            var before = trusted.Root;
            if (trusted.AcceptRoot(fetched) is { } refused)
                return refused;
            // TUF §5.3.11: whoever had the old keys may have set a version so high that no honest one follows it.
            if (!before.Timestamp.Equivalent(trusted.Root.Timestamp) || !before.Snapshot.Equivalent(trusted.Root.Snapshot))
            {
                await store.DeleteAsync(TimestampName, cancellation);
                await store.DeleteAsync(SnapshotName, cancellation);
            }
            await store.SaveAsync(name, fetched, cancellation);
        }
        return new(TufFindings.LimitReached, Severity.High, $"More than {TufLimits.RootRotations} roots follow the pinned one.");
    }

    private async Task<Finding?> TimestampAsync(TrustedMetadata trusted, CancellationToken cancellation)
    {
        // What is stored and does not verify (any more) counts for nothing.
        if (await store.LoadAsync(TimestampName, cancellation) is { } stored)
            trusted.AcceptTimestamp(stored);
        if (repository is null)
            return trusted.Timestamp is null ? Missing(TimestampName) : null;
        var (fetched, finding) = await _fetch.ReadAsync(TimestampName, TufLimits.TimestampBytes, cancellation);
        if (fetched is null)
            return finding ?? Missing(TimestampName);
        var before = trusted.Timestamp;
        if (trusted.AcceptTimestamp(fetched) is { } refused)
            return refused;
        if (!ReferenceEquals(before, trusted.Timestamp))
            await store.SaveAsync(TimestampName, fetched, cancellation);
        return null;
    }

    private async Task<Finding?> SnapshotAsync(TrustedMetadata trusted, CancellationToken cancellation)
    {
        if (await store.LoadAsync(SnapshotName, cancellation) is { } stored)
            trusted.AcceptStoredSnapshot(stored);
        if (trusted.SnapshotIsCurrent)
            return null;
        var file = trusted.Timestamp!.Snapshot;
        var (fetched, finding) = await _fetch.ReadAsync(Named(trusted, "snapshot", file), file.Length ?? TufLimits.SnapshotBytes, cancellation);
        if (fetched is null)
            return finding ?? Missing(SnapshotName);
        if (trusted.AcceptSnapshot(fetched) is { } refused)
            return refused;
        await store.SaveAsync(SnapshotName, fetched, cancellation);
        return null;
    }

    private async Task<Reading<TargetsMetadata>> LoadTargetsAsync(string name, TufRole role, CancellationToken cancellation)
    {
        var (trusted, escaped) = (_trusted!, Uri.EscapeDataString(name));
        if (!trusted.Snapshot!.Files.TryGetValue($"{name}.json", out var file))
            return new(null, new(TufFindings.Mismatch, Severity.High, $"The snapshot does not name the role {Bounded.Quote(name)}."));
        var reading = await store.LoadAsync($"{escaped}.json", cancellation) is { } stored ? TrustedMetadata.ReadTargets(name, role, file, stored) : default;
        if (!reading.Succeeded)
        {
            var (fetched, finding) = await _fetch.ReadAsync(Named(trusted, escaped, file), file.Length ?? TufLimits.TargetsBytes, cancellation);
            if (fetched is null)
                return new(null, finding ?? Missing(name));
            reading = TrustedMetadata.ReadTargets(name, role, file, fetched);
            if (reading.Succeeded)
                await store.SaveAsync($"{escaped}.json", fetched, cancellation);
        }
        return reading.Succeeded && reading.Value.Document.ExpiredAt(_now, $"role {Bounded.Quote(name)}") is { } expired ? new(null, expired) : reading;
    }

    private async Task<(byte[]? Content, Finding? Finding)> DownloadAsync(string path, TufFile file, CancellationToken cancellation)
    {
        var name = $"target.{file.Hashes[0].Hex}";
        if (await store.LoadAsync(name, cancellation) is { } stored && file.Describes(stored))
            return (stored, null);
        var (fetched, finding) = await _fetch.ReadAsync(
            TufPath.Of(path, file, _trusted!.Root.ConsistentSnapshot), Math.Min(file.Length!.Value, TufLimits.TargetBytes), cancellation);
        if (fetched is null)
            return (null, finding ?? Missing(path));
        if (!file.Describes(fetched))
            return (null, new(TufFindings.Mismatch, Severity.High, $"The target {Bounded.Quote(path)} does not have the length and hashes that are named."));
        await store.SaveAsync(name, fetched, cancellation);
        return (fetched, null);
    }

    private static string Named(TrustedMetadata trusted, string role, TufFile file) =>
        trusted.Root.ConsistentSnapshot ? $"{file.Version}.{role}.json" : $"{role}.json";

    private static Finding Missing(string what) => new(TufFindings.Missing, Severity.High, $"There is no {Bounded.Quote(what)}.");
}
