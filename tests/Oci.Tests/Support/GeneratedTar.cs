namespace Attestry.Oci.Tests.Support;

/// <summary>An archive with one large file, made while it is read; it never exists as a whole.</summary>
internal sealed class GeneratedTar : Stream
{
    private readonly byte[] _head;
    private readonly long _total;
    private long _at;

    public GeneratedTar(long fileBytes)
    {
        _head = new TarBytes().Entry("large", '0', [], edit: header => TarBytes.Put(header, 124, TarBytes.Octal(fileBytes))).ToArray();
        _total = _head.Length + fileBytes + 1024;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _total;

    public override long Position { get => _at; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, _total - _at);
        var taken = buffer[..count];
        taken.Clear();
        if (_at < _head.Length)
            _head.AsSpan((int)_at, (int)Math.Min(count, _head.Length - _at)).CopyTo(taken);
        _at += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
