namespace Attestry.Sbom.Memory;

/// <summary>Something that was unpacked, or lay there already.</summary>
/// <param name="lease">Of the memory that was taken for it; none when somebody else holds it.</param>
internal readonly struct HeldContent(ReadOnlyMemory<byte> bytes, IDisposable? lease) : IDisposable
{
    public ReadOnlyMemory<byte> Bytes => bytes;

    public void Dispose() => lease?.Dispose();
}
