using System.Text.Json;
using Attestry.Tpm.Protocol;

namespace Attestry.MeasurementCollector.Http;

/// <summary>Reads requests of the host protocol. That a body is not too long is the endpoint's size limit to say (413).</summary>
internal static class RequestBody
{
    /// <exception cref="BadHttpRequestException">The body is not the record.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellation)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(request.Body, HostProtocol.Json, cancellation) ?? throw NotRead(null);
        }
        catch (JsonException e)
        {
            throw NotRead(e);
        }
    }

    /// <exception cref="BadHttpRequestException">As of <see cref="ReadAsync"/>.</exception>
    public static T Read<T>(ReadOnlySpan<byte> body)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, HostProtocol.Json) ?? throw NotRead(null);
        }
        catch (JsonException e)
        {
            throw NotRead(e);
        }
    }

    private static BadHttpRequestException NotRead(JsonException? e) =>
        new($"The body is not what the host protocol says{(e?.Path is { } path ? $", at {Primitives.Bounded.Quote(path)}" : "")}.", StatusCodes.Status400BadRequest);
}
