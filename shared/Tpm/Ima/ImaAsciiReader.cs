using System.Text;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Tpm.Ima;

/// <summary>
/// <c>ascii_runtime_measurements</c>: a line an entry, fields with one blank between. The bytes that were hashed are put together
/// again from the text, so that the template hash is checked as in the binary list.
/// </summary>
/// <param name="stream">Read to its end; not disposed.</param>
public sealed class ImaAsciiReader(Stream stream) : IImaReader
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private byte[] _line = new byte[4096];
    private int _start;
    private int _end;

    public long Offset { get; private set; }

    public Finding? Finding { get; private set; }

    public ImaEntry? Read()
    {
        if (Finding is not null || !TryLine(out var line, out var size))
            return null;
        var entry = Encoding.UTF8.GetString(line) is { } text && Encoding.UTF8.GetByteCount(text) == line.Length ? ImaAsciiLine.Read(text) : null;
        if (entry is null)
            Finding = new(ImaFindings.Malformed, Severity.High, $"The entry at byte {Offset} cannot be read.");
        else
            Offset += size;
        return entry;
    }

    private bool TryLine(out ReadOnlySpan<byte> line, out int size)
    {
        line = default;
        size = 0;
        while (true)
        {
            if (_start == _end)
            {
                (_start, _end) = (0, stream.Read(_buffer));
                if (_end == 0)
                {
                    line = _line.AsSpan(0, size);
                    return size > 0;
                }
            }
            var rest = _buffer.AsSpan(_start, _end - _start);
            var end = rest.IndexOf((byte)'\n');
            var taken = end < 0 ? rest.Length : end;
            if (size + taken > TpmLimits.ImaLineBytes)
            {
                Finding = new(ImaFindings.LimitExceeded, Severity.High, $"The line at byte {Offset} is too long.");
                return false;
            }
            if (size + taken > _line.Length)
                Array.Resize(ref _line, Math.Max(size + taken, 2 * _line.Length));
            rest[..taken].CopyTo(_line.AsSpan(size));
            size += taken;
            _start += end < 0 ? taken : taken + 1;
            if (end < 0)
                continue;
            line = _line.AsSpan(0, size++);
            return true;
        }
    }
}
