using Attestry.Primitives.Limits;

namespace Attestry.Sigstore.Http;

/// <summary>Reads what a service answers, as far as such answers may go.</summary>
internal static class BoundedAnswer
{
    /// <exception cref="InvalidDataException">Longer than any such answer.</exception>
    internal static async Task<byte[]> ReadAsync(HttpResponseMessage answer, Uri from, CancellationToken cancellation)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellation);
        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellation)) > 0)
        {
            read.Write(buffer, 0, count);
            if (read.Length > SignatureLimits.AnswerBytes)
                throw new InvalidDataException($"{from.Host} answers with more than {SignatureLimits.AnswerBytes} bytes.");
        }
        return read.ToArray();
    }
}
