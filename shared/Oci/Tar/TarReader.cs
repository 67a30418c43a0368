using System.Text;
using Attestry.Oci.Layers;
using Attestry.Primitives.Findings;

namespace Attestry.Oci.Tar;

/// <summary>
/// Reads an archive entry by entry. Where the readers that runtimes use disagree with each other about an archive, it stops;
/// otherwise it reads what Go's archive/tar reads, because that is what unpacks images.
/// </summary>
/// <param name="extendedHeaderBytes">Largest pax or GNU header.</param>
internal sealed class TarReader(ITarInput input, int extendedHeaderBytes)
{
    private readonly byte[] _block = new byte[TarHeader.BlockSize];
    private long _left;
    private long _padding;

    /// <summary>The archive ended with its two zero blocks.</summary>
    public bool EndMarkerSeen { get; private set; }

    /// <summary>The next entry, what is left of the one before skipped. Null at the end of the archive.</summary>
    /// <exception cref="TarException">Truncated, malformed or ambiguous.</exception>
    public async ValueTask<TarEntry?> NextAsync(CancellationToken cancellation)
    {
        await SkipAsync(_left + _padding, cancellation);
        (_left, _padding) = (0, 0);
        PaxRecords? pax = null;
        string? longName = null, longLink = null;
        while (await HeaderAsync(cancellation) is { } header)
        {
            switch (header.Type)
            {
                case 'x':
                    pax = PaxRecords.Read(await ExtendedAsync(header.Size, cancellation));
                    continue;
                case 'g':
                    if (PaxRecords.Read(await ExtendedAsync(header.Size, cancellation)).ChangesIdentity)
                        throw new TarException(LayerFindings.EntryAmbiguous, "A global pax header renames or resizes entries.");
                    continue;
                case 'L':
                    longName = LongText(await ExtendedAsync(header.Size, cancellation));
                    continue;
                case 'K':
                    longLink = LongText(await ExtendedAsync(header.Size, cancellation));
                    continue;
            }
            var entry = pax?.ApplyTo(header) ?? header;
            entry = entry with { Name = longName ?? entry.Name, LinkName = longLink ?? entry.LinkName };
            await BeginAsync(entry, cancellation);
            return entry;
        }
        return pax is null && longName is null && longLink is null
            ? null
            : throw new TarException(LayerFindings.Truncated, "The archive ends after an extended header.");
    }

    /// <summary>Content of the current entry; 0 at its end.</summary>
    /// <exception cref="LayerEndedException">The archive ends first.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        if (_left == 0 || buffer.IsEmpty)
            return 0;
        var read = await input.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _left)], cancellation);
        if (read == 0)
            throw new LayerEndedException();
        _left -= read;
        return read;
    }

    private async ValueTask BeginAsync(TarEntry entry, CancellationToken cancellation)
    {
        if (entry.Size > 0 && TarEntry.HasNoContent(entry.Type))
            throw new TarException(LayerFindings.EntryAmbiguous, "An entry that has no content states a size.");
        if (entry.Size > long.MaxValue - TarHeader.BlockSize)
            throw new TarException(LayerFindings.HeaderMalformed, "An entry's size is too large.");
        // GNU sparse: blocks of further map entries follow the header while their flag is set.
        if (entry.Type == 'S')
        {
            var more = _block[482] != 0;
            while (more)
            {
                if (!await FillAsync(_block, cancellation))
                    throw new TarException(LayerFindings.Truncated, "The archive ends within a sparse map.");
                more = _block[504] != 0;
            }
        }
        (_left, _padding) = (entry.Size, Padding(entry.Size));
    }

    private async ValueTask<TarEntry?> HeaderAsync(CancellationToken cancellation)
    {
        if (EndMarkerSeen || !await FillAsync(_block, cancellation))
            return null;
        if (!TarHeader.IsZero(_block))
            return TarHeader.Read(_block);
        if (!await FillAsync(_block, cancellation))
            return null;
        if (!TarHeader.IsZero(_block))
            throw new TarException(LayerFindings.EntryAmbiguous, "A single zero block lies between entries.");
        EndMarkerSeen = true;
        return null;
    }

    private async ValueTask<byte[]> ExtendedAsync(long size, CancellationToken cancellation)
    {
        if (size > extendedHeaderBytes)
            throw new TarException(LayerFindings.HeaderMalformed, $"An extended header has {size} bytes; at most {extendedHeaderBytes} are read.");
        var content = new byte[size];
        if (!await FillAsync(content, cancellation))
            throw new TarException(LayerFindings.Truncated, "The archive ends within an extended header.");
        await SkipAsync(Padding(size), cancellation);
        return content;
    }

    /// <summary>False at a clean end.</summary>
    private async ValueTask<bool> FillAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        var filled = 0;
        while (filled < buffer.Length)
        {
            var read = await input.ReadAsync(buffer[filled..], cancellation);
            if (read == 0)
                return filled == 0 && buffer.Length == TarHeader.BlockSize ? false : throw new TarException(LayerFindings.Truncated, "The archive ends within a block.");
            filled += read;
        }
        return true;
    }

    private async ValueTask SkipAsync(long count, CancellationToken cancellation)
    {
        if (count > 0 && await input.SkipAsync(count, cancellation) < count)
            throw new TarException(LayerFindings.Truncated, "The archive ends within an entry.");
    }

    private static long Padding(long size) => -size & (TarHeader.BlockSize - 1);

    private static string LongText(ReadOnlySpan<byte> content)
    {
        var end = content.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? content : content[..end]);
    }
}
