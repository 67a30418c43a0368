namespace Attestry.Ingestion.Webhooks;

/// <summary>Reads a request's body without trusting the length that it announces.</summary>
internal static class BoundedBody
{
    private const int FirstBuffer = 16 << 10;

    /// <summary>The whole body; null when it has more than <paramref name="most"/> bytes, of which no more are read then.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int most, CancellationToken cancellation)
    {
        if (request.ContentLength > most)
            return null;
        var buffer = new byte[(int)Math.Min(most + 1L, request.ContentLength + 1 ?? FirstBuffer)];
        var filled = 0;
        while (true)
        {
            var read = await request.Body.ReadAsync(buffer.AsMemory(filled), cancellation);
            if (read == 0)
                return buffer.AsMemory(0, filled);
            filled += read;
            if (filled > most)
                return null;
            if (filled == buffer.Length)
                Array.Resize(ref buffer, (int)Math.Min(most + 1L, buffer.Length * 2L));
        }
    }
}
