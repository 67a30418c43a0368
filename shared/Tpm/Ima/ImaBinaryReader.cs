using System.Buffers.Binary;
using System.Text;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Tpm.Ima;

/// <summary>
/// <c>binary_runtime_measurements</c>: PCR, template hash, name with its length, data with its length
/// (of <c>ima</c>: without). One entry is in memory at a time. Numbers are little-endian, or on a big-endian machine without
/// <c>ima_canonical_fmt</c> big-endian; which, the PCR of the first entry tells.
/// </summary>
/// <param name="stream">Read to its end; not disposed.</param>
/// <param name="templateHashBytes">20, or the hash size of the newer kernels' <c>binary_runtime_measurements_sha256</c> and its like.</param>
public sealed class ImaBinaryReader(Stream stream, int templateHashBytes = 20) : IImaReader
{
    private const uint LastPcr = 31;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    // Lists name the same template a million times.
    private string _lastName = "";
    private ImaTemplate? _lastTemplate;
    private bool? _bigEndian;

    public long Offset { get; private set; }

    public Finding? Finding { get; private set; }

    public ImaEntry? Read()
    {
        if (Finding is not null || (_start == _end && !Fill()))
            return null;
        var entry = ReadEntry(out var size);
        if (entry is null)
            Finding ??= new(ImaFindings.Malformed, Severity.High, $"The entry at byte {Offset} cannot be read.");
        else
            Offset += size;
        return entry;
    }

    private ImaEntry? ReadEntry(out long size)
    {
        size = 0;
        var head = new byte[4 + templateHashBytes + 4];
        if (!TryRead(head))
            return null;
        _bigEndian ??= BinaryPrimitives.ReadUInt32LittleEndian(head) > LastPcr && BinaryPrimitives.ReadUInt32BigEndian(head) <= LastPcr;
        var pcr = Number(head);
        var nameLength = Number(head.AsSpan(4 + templateHashBytes));
        if (pcr > LastPcr || nameLength is 0 or > TpmLimits.ImaTemplateNameBytes)
            return null;
        Span<byte> nameBytes = stackalloc byte[(int)nameLength];
        if (!TryRead(nameBytes))
            return null;
        if (!Ascii.Equals(nameBytes, _lastName))
        {
            _lastName = Encoding.Latin1.GetString(nameBytes);
            _lastTemplate = ImaTemplate.Of(_lastName);
        }
        var legacy = _lastTemplate == ImaTemplate.Ima;
        var data = legacy ? ReadLegacy() : ReadSized();
        if (data is null)
            return null;
        size = head.Length + nameLength + data.Length + (legacy ? 0 : 4);
        return ImaEntryReader.Read((int)pcr, head.AsMemory(4, templateHashBytes), _lastName, _lastTemplate, data, _bigEndian is true);
    }

    /// <summary>The digest of 20 bytes has no length before it; the name has, and it belongs to the data here.</summary>
    private byte[]? ReadLegacy()
    {
        Span<byte> head = stackalloc byte[ImaEntryReader.LegacyDigestBytes + 4];
        if (!TryRead(head) || Number(head[^4..]) is var length && length > TpmLimits.ImaTemplateNameBytes)
            return null;
        var data = new byte[head.Length + (int)length];
        head.CopyTo(data);
        return TryRead(data.AsSpan(head.Length)) ? data : null;
    }

    private byte[]? ReadSized()
    {
        Span<byte> head = stackalloc byte[4];
        if (!TryRead(head))
            return null;
        var length = Number(head);
        if (length > TpmLimits.ImaTemplateBytes)
        {
            Finding = new(ImaFindings.LimitExceeded, Severity.High, $"The entry at byte {Offset} has {length} bytes.");
            return null;
        }
        var data = new byte[length];
        return TryRead(data) ? data : null;
    }

    private uint Number(ReadOnlySpan<byte> bytes) =>
        _bigEndian is true ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private bool TryRead(Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            if (_start == _end && !Fill())
                return false;
            var taken = Math.Min(destination.Length, _end - _start);
            _buffer.AsSpan(_start, taken).CopyTo(destination);
            _start += taken;
            destination = destination[taken..];
        }
        return true;
    }

    private bool Fill()
    {
        (_start, _end) = (0, stream.Read(_buffer));
        return _end > 0;
    }
}
