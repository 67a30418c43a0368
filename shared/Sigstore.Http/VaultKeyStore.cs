using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Cryptography;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Keys;

namespace Attestry.Sigstore.Http;

/// <summary>Keys of HashiCorp Vault's or OpenBao's transit engine: <c>hashivault://NAME</c>, as cosign writes them. They never leave it.</summary>
/// <param name="http">Its handler must not follow redirects: requests hold the token.</param>
/// <param name="server">Such as <c>https://vault.example.com:8200</c>.</param>
/// <param name="token">May read the key and sign with it; a secret.</param>
/// <param name="mount">Where the engine is mounted.</param>
public sealed class VaultKeyStore(HttpClient http, Uri server, string token, string mount = "transit") : IKeyStore
{
    public string Scheme => "hashivault";

    public async Task<ISigner> OpenAsync(string name, CancellationToken cancellation)
    {
        if (name.Length is 0 or > SignatureLimits.KeyNameCharacters || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') || name.Trim('.').Length == 0)
            throw new FormatException($"'{Bounded.Quote(name)}' is no name of a key; write it as hashivault://NAME.");
        using var answer = await AskAsync(HttpMethod.Get, $"keys/{name}", null, cancellation);
        try
        {
            var data = answer.RootElement.GetProperty("data");
            var version = data.GetProperty("latest_version").GetInt32();
            var key = data.GetProperty("keys").GetProperty(version.ToString(System.Globalization.CultureInfo.InvariantCulture)).GetProperty("public_key").GetString() ?? throw new InvalidOperationException("It publishes no key.");
            // Only this kind is published without its encoding around it.
            var read = data.GetProperty("type").GetString() == "ed25519"
                ? VerificationKey.FromSubjectPublicKeyInfo(Ed25519Encoding.WritePublic(Convert.FromBase64String(key)))
                : VerificationKey.FromPem(key);
            return new VaultSigner(this, name, version, read);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new InvalidDataException($"{server.Host} does not describe the key {name} as the transit engine does: {e.Message}", e);
        }
    }

    internal async Task<byte[]> SignAsync(string name, object request, CancellationToken cancellation)
    {
        using var answer = await AskAsync(HttpMethod.Post, $"sign/{name}", JsonSerializer.SerializeToUtf8Bytes(request), cancellation);
        try
        {
            // vault:v1:BASE64
            var text = answer.RootElement.GetProperty("data").GetProperty("signature").GetString() ?? "";
            return Convert.FromBase64String(text[(text.LastIndexOf(':') + 1)..]);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{server.Host} answers with no signature of the key {name}.", e);
        }
    }

    private async Task<JsonDocument> AskAsync(HttpMethod method, string path, byte[]? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{server.AbsoluteUri.TrimEnd('/')}/v1/{mount}/{path}"));
        request.Headers.Add("X-Vault-Token", token);
        request.Headers.Add("X-Vault-Request", "true");
        if (body is not null)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"{server.Host} refuses {mount}/{path} with status {(int)answer.StatusCode}.", null, answer.StatusCode);
        try
        {
            return StrictJson.Parse(await BoundedAnswer.ReadAsync(answer, server, cancellation), SignatureLimits.AnswerBytes);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{server.Host} answers with what is no JSON.", e);
        }
    }
}
