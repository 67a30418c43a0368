namespace Attestry.Registry.Protocol;

internal static class RequestBody
{
    /// <summary>The whole body; null when it has more than <paramref name="most"/> bytes.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int most, CancellationToken cancellation)
    {
        if (request.ContentLength > most)
            return null;
        using var content = new MemoryStream((int)(request.ContentLength ?? 0));
        var buffer = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (content.Length + read > most)
                return null;
            content.Write(buffer, 0, read);
        }
        return content.ToArray();
    }
}
