using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Registries;

/// <summary>Lists that come in pages, each naming the next by a <c>Link</c> header (OCI Distribution Spec 1.1 §content discovery, RFC 8288).</summary>
internal static class RegistryPages
{
    /// <summary>Each page's answer; none when the first is 404. The caller disposes them.</summary>
    /// <exception cref="OciException">A page is malformed or too large, leads to another host, or there is no end of them.</exception>
    public static async IAsyncEnumerable<JsonDocument> ReadAsync(
        RegistryTransport transport, RegistryRequest first, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var next = first;
        for (var page = 0; next is not null; page++)
        {
            if (page >= OciLimits.Pages)
                throw Malformed($"{transport.Host} gives more than {OciLimits.Pages} pages.");
            using var response = await transport.SendAsync(next, cancellation);
            if (response.StatusCode is HttpStatusCode.NotFound)
                yield break;
            RegistryFault.ThrowUnlessSuccess(response, transport.Host);
            yield return Parse(await transport.ReadAsync(response, OciLimits.PageBytes, OciFindings.RegistryMalformedAnswer, cancellation), transport.Host);
            next = Next(transport, response) is { } uri ? first with { Uri = uri } : null;
        }
    }

    private static JsonDocument Parse(byte[] body, string host)
    {
        try
        {
            return StrictJson.Parse(body, OciLimits.PageBytes) is { RootElement.ValueKind: JsonValueKind.Object } page
                ? page
                : throw new JsonException("It is not an object.");
        }
        catch (JsonException e)
        {
            throw Malformed($"{host} gives a malformed list: {Bounded.Quote(e.Message)}", e);
        }
    }

    // Link: </v2/_catalog?last=x&n=100>; rel="next"
    private static Uri? Next(RegistryTransport transport, HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Link", out var links))
            return null;
        foreach (var link in links.SelectMany(l => l.Split(',')))
        {
            var (open, close) = (link.IndexOf('<'), link.IndexOf('>'));
            if (open < 0 || close < open || !IsNext(link[(close + 1)..]))
                continue;
            return Uri.TryCreate(response.RequestMessage!.RequestUri, link[(open + 1)..close], out var uri) && transport.IsOwn(uri)
                ? uri
                : throw Malformed($"{transport.Host} continues its list elsewhere.");
        }
        return null;
    }

    private static bool IsNext(string parameters) =>
        parameters.Split(';').Any(p => p.Trim() is "rel=next" or "rel=\"next\"");

    private static OciException Malformed(string message, Exception? inner = null) =>
        new(new Finding(OciFindings.RegistryMalformedAnswer, Severity.Medium, message), inner);
}
