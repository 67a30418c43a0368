using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.Tuf;

/// <summary>
/// What is believed of a repository. Each file is taken only when those signed it that what is believed already names, and when
/// it is no older than what it replaces (TUF §5); otherwise the answer says why, and nothing changes.
/// </summary>
internal sealed class TrustedMetadata
{
    private TrustedMetadata(RootMetadata root) => Root = root;

    internal RootMetadata Root { get; private set; }

    internal TimestampMetadata? Timestamp { get; private set; }

    internal SnapshotMetadata? Snapshot { get; private set; }

    /// <summary>Is the snapshot the one that the timestamp names?</summary>
    internal bool SnapshotIsCurrent => Snapshot is not null && Snapshot.Document.Version == Timestamp?.Snapshot.Version;

    /// <param name="root">Comes with the program or its settings; it must be signed by its own keys.</param>
    internal static Reading<TrustedMetadata> Pin(ReadOnlyMemory<byte> root)
    {
        var reading = RootMetadata.Read(root);
        if (!reading.Succeeded)
            return new(null, reading.Finding);
        return reading.Value.Root.IsSatisfiedBy(reading.Value.Document) ? new(new(reading.Value), null) : new(null, Unsigned("root"));
    }

    /// <summary>The next root: signed by the keys of this one and by its own (TUF §5.3).</summary>
    internal Finding? AcceptRoot(ReadOnlyMemory<byte> bytes)
    {
        var reading = RootMetadata.Read(bytes);
        if (!reading.Succeeded)
            return reading.Finding;
        var next = reading.Value;
        if (!Root.Root.IsSatisfiedBy(next.Document) || !next.Root.IsSatisfiedBy(next.Document))
            return Unsigned("root");
        if (next.Document.Version != Root.Document.Version + 1)
            return new(TufFindings.Rollback, Severity.High, $"A root of version {next.Document.Version} stands where {Root.Document.Version + 1} belongs.");
        Root = next;
        return null;
    }

    internal Finding? AcceptTimestamp(ReadOnlyMemory<byte> bytes)
    {
        var reading = TimestampMetadata.Read(bytes);
        if (!reading.Succeeded)
            return reading.Finding;
        var next = reading.Value;
        if (!Root.Timestamp.IsSatisfiedBy(next.Document))
            return Unsigned("timestamp");
        if (next.Document.Version < Timestamp?.Document.Version || next.Snapshot.Version < Timestamp?.Snapshot.Version)
            return new(TufFindings.Rollback, Severity.High, $"The timestamp of version {next.Document.Version} is older than one that was seen.");
        // TUF §5.4.3: one of the same version says nothing new.
        if (next.Document.Version != Timestamp?.Document.Version)
            Timestamp = next;
        return null;
    }

    /// <summary>A snapshot that was verified by an earlier run: it may be older than the timestamp says, and shows what must not be older.</summary>
    internal Finding? AcceptStoredSnapshot(ReadOnlyMemory<byte> bytes)
    {
        var reading = SnapshotMetadata.Read(bytes);
        if (!reading.Succeeded)
            return reading.Finding;
        if (!Root.Snapshot.IsSatisfiedBy(reading.Value.Document))
            return Unsigned("snapshot");
        if (reading.Value.Document.Version == Timestamp!.Snapshot.Version && !Timestamp.Snapshot.Describes(bytes.Span))
            return NotNamed("snapshot");
        Snapshot = reading.Value;
        return null;
    }

    internal Finding? AcceptSnapshot(ReadOnlyMemory<byte> bytes)
    {
        if (!Timestamp!.Snapshot.Describes(bytes.Span))
            return NotNamed("snapshot");
        var reading = SnapshotMetadata.Read(bytes);
        if (!reading.Succeeded)
            return reading.Finding;
        var next = reading.Value;
        if (!Root.Snapshot.IsSatisfiedBy(next.Document))
            return Unsigned("snapshot");
        if (next.Document.Version != Timestamp.Snapshot.Version)
            return NotNamed("snapshot");
        if (Snapshot is not null && !next.Follows(Snapshot))
            return new(TufFindings.Rollback, Severity.High, $"The snapshot of version {next.Document.Version} takes back what an earlier one named.");
        Snapshot = next;
        return null;
    }

    /// <summary>A targets role as the snapshot names it, signed as <paramref name="role"/> says.</summary>
    internal static Reading<TargetsMetadata> ReadTargets(string name, TufRole role, TufFile file, ReadOnlyMemory<byte> bytes)
    {
        if (!file.Describes(bytes.Span))
            return new(null, NotNamed(name));
        var reading = TargetsMetadata.Read(bytes);
        if (!reading.Succeeded)
            return reading;
        if (!role.IsSatisfiedBy(reading.Value.Document))
            return new(null, Unsigned(name));
        return reading.Value.Document.Version == file.Version ? reading : new(null, NotNamed(name));
    }

    private static Finding Unsigned(string what) =>
        new(TufFindings.ThresholdNotMet, Severity.High, $"Fewer keys signed the role {Bounded.Quote(what)} than it demands.");

    private static Finding NotNamed(string what) =>
        new(TufFindings.Mismatch, Severity.High, $"The file of the role {Bounded.Quote(what)} is not the one that is named, by version, length or hash.");
}
