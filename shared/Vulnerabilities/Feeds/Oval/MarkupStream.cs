using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.Vulnerabilities.Feeds.Oval;

/// <summary>Passes XML through and counts how far one tag, or one text, goes on: readers of XML keep an attribute in memory whole.</summary>
/// <exception cref="InvalidDataException">It goes on for longer than is read.</exception>
internal sealed class MarkupStream(Stream source) : SynchronousStream
{
    private int _since;

    public override int Read(Span<byte> buffer)
    {
        var count = source.Read(buffer);
        // In UTF-8 no other character has this byte.
        var last = buffer[..count].LastIndexOf((byte)'<');
        _since = last < 0 ? _since + count : count - last;
        return _since <= VulnerabilityLimits.OvalMarkupBytes ? count : throw new InvalidDataException($"A tag or text of the XML has more than {VulnerabilityLimits.OvalMarkupBytes} bytes.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }
}
