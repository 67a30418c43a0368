namespace Attestry.Oci.Layers;

/// <summary>A piece of the uncompressed archive in a pooled buffer; whoever takes it last gives the buffer back.</summary>
internal readonly record struct Chunk(byte[] Buffer, int Length)
{
    /// <summary>Large enough to make handing over cheap, small enough to stay in the processor's cache.</summary>
    public const int Size = 256 << 10;
}
