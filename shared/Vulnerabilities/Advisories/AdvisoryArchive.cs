using System.Buffers;
using System.IO.Compression;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Vulnerabilities.Osv;

namespace Attestry.Vulnerabilities.Advisories;

/// <summary>Reads a zip of OSV advisories, one JSON file each, as OSV publishes an ecosystem (<c>all.zip</c>): entry by entry, nothing unpacked to disk.</summary>
public static class AdvisoryArchive
{
    private const string Extension = ".json";

    /// <param name="zip">Seekable, since a zip's directory stands at its end; left open.</param>
    /// <returns>One reading for each JSON entry; after what is damaged or beyond a limit comes a finding and no more.</returns>
    public static IEnumerable<OsvReading> Read(Stream zip, CancellationToken cancellation = default)
    {
        using var archive = Open(zip);
        if (archive is null)
        {
            yield return Refused(VulnerabilityFindings.ArchiveMalformed, "This is no zip archive, or its directory is damaged.", null);
            yield break;
        }
        if (archive.Entries.Count > VulnerabilityLimits.ArchiveEntries)
        {
            yield return Refused(VulnerabilityFindings.ArchiveTooLarge, $"The archive has {archive.Entries.Count} entries.", null);
            yield break;
        }
        var buffer = new ArrayBufferWriter<byte>(64 << 10);
        long total = 0;
        foreach (var entry in archive.Entries)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!entry.FullName.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
                continue;
            yield return Read(entry, buffer);
            total += buffer.WrittenCount;
            if (total > VulnerabilityLimits.ArchiveBytes)
            {
                yield return Refused(VulnerabilityFindings.ArchiveTooLarge, $"The archive has more than {VulnerabilityLimits.ArchiveBytes} bytes.", entry.FullName);
                yield break;
            }
        }
    }

    private static OsvReading Read(ZipArchiveEntry entry, ArrayBufferWriter<byte> buffer)
    {
        buffer.ResetWrittenCount();
        try
        {
            using var content = entry.Open();
            // The directory's sizes are only claims; what is read is counted.
            while (buffer.WrittenCount <= VulnerabilityLimits.AdvisoryBytes)
            {
                var read = content.Read(buffer.GetSpan(32 << 10));
                if (read == 0)
                    return OsvReader.Read(buffer.WrittenMemory, entry.FullName);
                buffer.Advance(read);
            }
            return Refused(VulnerabilityFindings.AdvisoryTooLarge, $"The advisory has more than {VulnerabilityLimits.AdvisoryBytes} bytes.", entry.FullName);
        }
        catch (InvalidDataException damaged)
        {
            return Refused(VulnerabilityFindings.ArchiveMalformed, damaged.Message, entry.FullName);
        }
    }

    private static ZipArchive? Open(Stream zip)
    {
        try
        {
            var archive = new ZipArchive(zip, ZipArchiveMode.Read, leaveOpen: true);
            // The directory is only read when it is asked for.
            _ = archive.Entries.Count;
            return archive;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static OsvReading Refused(string id, string message, string? location) =>
        new(null, new Finding(id, Severity.Medium, Bounded.Quote(message), location is null ? null : Bounded.Quote(location)));
}
