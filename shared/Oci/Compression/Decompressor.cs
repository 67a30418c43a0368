namespace Attestry.Oci.Compression;

/// <summary>A streaming decoder that says exactly where a compressed stream ends, so that what follows it can be judged.</summary>
internal abstract class Decompressor : IDisposable
{
    /// <summary>A gzip member or zstd frame ended with the bytes consumed last; more may follow.</summary>
    public bool AtBoundary { get; protected set; }

    /// <summary>How many bytes tell whether another member or frame begins.</summary>
    public abstract int MagicLength { get; }

    public abstract bool IsMagic(ReadOnlySpan<byte> start);

    /// <summary>Takes some of the input, gives some output; both zero when it needs more input.</summary>
    /// <exception cref="InvalidDataException">The stream is damaged.</exception>
    public abstract (int Consumed, int Written) Decode(ReadOnlySpan<byte> input, Span<byte> output);

    public abstract void Dispose();
}
