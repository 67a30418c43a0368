using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Attestry.Ingestion.Tests.Fixtures;

/// <summary>A webhook request as a product sends it.</summary>
internal sealed record Delivery(string Body, string ContentType = "application/json")
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>What follows the source's name in the URL.</summary>
    public string Path { get; init; } = "";

    public Delivery With(string header, string value) => this with { Headers = new Dictionary<string, string>(Headers) { [header] = value } };

    /// <summary>GitHub's signature over the body as it is now.</summary>
    public Delivery Signed(string secret) =>
        With("X-Hub-Signature-256", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(Body)))}");

    public async Task<HttpResponseMessage> SendAsync(HttpClient http, string source)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/webhooks/{source}{Path}") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body)) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        foreach (var (name, value) in Headers)
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        return await http.SendAsync(request);
    }
}
