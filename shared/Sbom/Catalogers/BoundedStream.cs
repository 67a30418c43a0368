namespace Attestry.Sbom.Catalogers;

/// <summary>Unpacks into memory no more than was agreed.</summary>
internal static class BoundedStream
{
    private const int Step = 64 << 10;

    /// <summary>Everything that the stream gives; null when that is more than <paramref name="most"/> bytes.</summary>
    internal static byte[]? ReadAll(Stream stream, long most)
    {
        using var all = new MemoryStream();
        var step = new byte[Step];
        while (stream.Read(step) is > 0 and var read)
        {
            if (all.Length + read > most)
                return null;
            all.Write(step, 0, read);
        }
        return all.ToArray();
    }
}
