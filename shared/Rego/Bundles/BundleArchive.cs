using System.Buffers.Text;
using System.IO.Compression;
using System.Text;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Rego.Bundles;

/// <summary>The files of a tar archive (POSIX.1-2017 pax, GNU long names), read in one pass and bounded on the way.</summary>
internal sealed class BundleArchive
{
    private const int Block = 512;

    private readonly Stream _archive;
    private readonly BundleLimits _limits;
    private readonly byte[] _header = new byte[Block];
    private readonly List<BundleFile> _files = [];
    private long _bytes;

    private BundleArchive(Stream archive, BundleLimits limits) => (_archive, _limits) = (archive, limits);

    /// <exception cref="BundleException">No archive, or one beyond the limits.</exception>
    internal static async Task<IReadOnlyList<BundleFile>> ReadAsync(Stream source, BundleLimits limits, CancellationToken cancellation)
    {
        var start = new byte[2];
        var compressed = new BoundedStream(source, limits.CompressedBytes);
        var read = await compressed.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
        compressed.PutBack(start.AsSpan(0, read));
        // RFC 1952 §2.3.1.
        if (start is not [0x1f, 0x8b])
            return await new BundleArchive(compressed, limits).FilesAsync(cancellation);
        await using var plain = new GZipStream(compressed, CompressionMode.Decompress);
        try
        {
            return await new BundleArchive(plain, limits).FilesAsync(cancellation);
        }
        catch (InvalidDataException)
        {
            throw Malformed("The compressed data is damaged.");
        }
    }

    private async Task<IReadOnlyList<BundleFile>> FilesAsync(CancellationToken cancellation)
    {
        string? longName = null;
        var entries = 0;
        while (await HeaderAsync(cancellation))
        {
            if (++entries > 2 * _limits.Files)
                throw TooLarge();
            var (type, size) = ((char)_header[156], Size());
            if (type is 'x' or 'L')
            {
                longName = NameIn(type, await ContentAsync(size, _limits.ExtendedHeaderBytes, cancellation)) ?? longName;
                continue;
            }
            var name = longName ?? Name();
            longName = null;
            if (type is '1' or '2')
                throw new BundleException(BundleFindings.Unsupported, "The entry is a link. Pack the file that it points to.", Primitives.Bounded.Quote(name));
            var content = await ContentAsync(size, _limits.FileBytes, cancellation);
            if (type is '0' or '\0' && !name.EndsWith('/'))
                _files.Add(new BundleFile(name, content));
            if (_files.Count > _limits.Files)
                throw TooLarge();
        }
        return _files.Count > 0 ? _files : throw Malformed("There is no file in it.");
    }

    private async Task<bool> HeaderAsync(CancellationToken cancellation)
    {
        var read = await _archive.ReadAtLeastAsync(_header, Block, throwOnEndOfStream: false, cancellation);
        if (read == 0 || (read == Block && !_header.AsSpan().ContainsAnyExcept((byte)0)))
            return false;
        if (read < Block)
            throw Malformed("It ends within an entry.");
        var sum = 0;
        for (var i = 0; i < Block; i++)
            sum += i is >= 148 and < 156 ? ' ' : _header[i];
        return sum == Number(148, 8) ? true : throw Malformed("An entry's checksum is wrong.");
    }

    private async Task<byte[]> ContentAsync(long size, int most, CancellationToken cancellation)
    {
        if (size > most || (_bytes += size) > _limits.Bytes)
            throw TooLarge();
        // The stated size may be a lie: memory is taken as bytes come.
        using var content = new MemoryStream();
        var buffer = new byte[Math.Min(64 << 10, Math.Max((int)size, 1))];
        while (content.Length < size)
        {
            var read = await _archive.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, size - content.Length)), cancellation);
            if (read == 0)
                throw Malformed("It ends within a file.");
            content.Write(buffer, 0, read);
        }
        var padding = (int)(-size & (Block - 1));
        if (await _archive.ReadAtLeastAsync(_header.AsMemory(0, padding), padding, throwOnEndOfStream: false, cancellation) < padding)
            throw Malformed("It ends within a file.");
        return content.ToArray();
    }

    private string Name()
    {
        var name = Text(0, 100);
        return Text(257, 5) == "ustar" && Text(345, 155) is { Length: > 0 } prefix ? $"{prefix}/{name}" : name;
    }

    /// <summary>The path in a GNU long name or among PAX records (<c>length key=value\n</c>).</summary>
    private static string? NameIn(char type, byte[] content)
    {
        if (type == 'L')
            return Encoding.UTF8.GetString(content).TrimEnd('\0');
        string? path = null;
        for (var rest = content.AsSpan(); !rest.IsEmpty;)
        {
            if (!Utf8Parser.TryParse(rest, out int length, out var digits) || length > rest.Length || length < digits + 3 || rest[length - 1] != '\n')
                throw Malformed("An extended header is damaged.");
            var record = Encoding.UTF8.GetString(rest[(digits + 1)..(length - 1)]);
            if (record.StartsWith("path=", StringComparison.Ordinal))
                path = record["path=".Length..];
            else if (record.StartsWith("size=", StringComparison.Ordinal))
                throw Malformed("An entry states its size twice.");
            rest = rest[length..];
        }
        return path;
    }

    private long Size() => (_header[124] & 0x80) == 0 ? Number(124, 12) : throw TooLarge();

    private long Number(int at, int length)
    {
        var value = 0L;
        foreach (var c in Text(at, length).Trim(' '))
            value = c is >= '0' and <= '7' ? (value * 8) + (c - '0') : throw Malformed("It is no tar archive.");
        return value;
    }

    private string Text(int at, int length)
    {
        var field = _header.AsSpan(at, length);
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    private BundleException TooLarge() =>
        new(BundleFindings.TooLarge, $"The archive holds more than {_limits.Files} files, {_limits.Bytes} bytes, or {_limits.FileBytes} in one. Leave out what is no policy or data.");

    private static BundleException Malformed(string message) =>
        new(BundleFindings.ArchiveMalformed, $"{message} Make the archive again with 'opa build' or 'tar -czf'.");
}
