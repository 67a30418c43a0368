using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Attestry.Oci.Manifests;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Registries;

/// <summary>Credentials of one registry: basic, a given bearer token, or tokens of its token service, one per scope until they expire.</summary>
internal sealed class RegistryAuthorizer(
    RegistryOptions options,
    Uri registry,
    TimeProvider time,
    Func<HttpRequestMessage, TimeSpan, CancellationToken, Task<HttpResponseMessage>> send)
{
    private const int MostTokens = 1_000;

    /// <summary>CNCF Distribution, token authentication: a token whose life is not stated lives 60 seconds, and none shorter.</summary>
    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(60);

    /// <summary>A token this close to its end could end on the way.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, (string Token, DateTimeOffset Until)> _tokens = new(StringComparer.Ordinal);
    private volatile bool _takesBasic;

    /// <summary>What is known to be needed; null before the registry has asked for anything.</summary>
    public async Task<AuthenticationHeaderValue?> CurrentAsync(string scope, CancellationToken cancellation)
    {
        if (options.Token is { } given)
            return new("Bearer", given);
        if (_tokens.TryGetValue(scope, out var cached) && cached.Until > time.GetUtcNow())
            return new("Bearer", cached.Token);
        return _takesBasic ? await BasicAsync(cancellation) : null;
    }

    /// <summary>What the registry asks for; null when there is nothing to answer with.</summary>
    public async Task<AuthenticationHeaderValue?> AnswerAsync(
        IReadOnlyCollection<AuthenticationHeaderValue> challenges, string scope, CancellationToken cancellation)
    {
        if (options.Token is not null)
            return null;
        if (BearerChallenge.From(challenges) is { } bearer)
            return new("Bearer", await TokenAsync(bearer, scope, cancellation));
        if (options.Username is null || !challenges.Any(c => string.Equals(c.Scheme, "Basic", StringComparison.OrdinalIgnoreCase)))
            return null;
        _takesBasic = true;
        return await BasicAsync(cancellation);
    }

    private async Task<string> TokenAsync(BearerChallenge challenge, string scope, CancellationToken cancellation)
    {
        var realm = DemandSafe(challenge.Realm);
        using var request = new HttpRequestMessage(HttpMethod.Get, Query(realm, challenge, scope));
        request.Headers.Authorization = await BasicAsync(cancellation);
        using var response = await send(request, RegistryRequest.UsualTimeout, cancellation);
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"The token service {realm.Authority} answers {(int)response.StatusCode}.", null, response.StatusCode);
        var (token, life) = await ReadAsync(response, cancellation);
        if (_tokens.Count >= MostTokens)
            _tokens.Clear();
        _tokens[scope] = (token, time.GetUtcNow() + life - Margin);
        return token;
    }

    // The realm is the registry's word. Over plain HTTP a credential goes at most to the host that is marked insecure.
    private Uri DemandSafe(string text)
    {
        var isUrl = Uri.TryCreate(text, UriKind.Absolute, out var realm) && realm.UserInfo.Length == 0;
        var isSafe = isUrl
            && (realm!.Scheme == Uri.UriSchemeHttps
                || realm.Scheme == Uri.UriSchemeHttp && options.Insecure
                    && (options.Username is null || string.Equals(realm.IdnHost, registry.IdnHost, StringComparison.OrdinalIgnoreCase)));
        return isSafe ? realm! : throw new OciException(new Finding(
            OciFindings.RegistryUnsafeRealm, Severity.High, $"{options.Host} names '{Bounded.Quote(text)}' as its token service; nothing is sent there."));
    }

    private static Uri Query(Uri realm, BearerChallenge challenge, string scope)
    {
        var query = new StringBuilder(realm.Query.TrimStart('?'));
        void Add(string name, string value) => query.Append(query.Length == 0 ? "" : "&").Append(name).Append('=').Append(Uri.EscapeDataString(value));
        if (challenge.Service is { Length: > 0 } service)
            Add("service", service);
        foreach (var one in (challenge.Scope is { Length: > 0 } asked ? asked : scope).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            Add("scope", one);
        return new UriBuilder(realm) { Query = query.ToString() }.Uri;
    }

    private async Task<(string Token, TimeSpan Life)> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(OciLimits.TokenBytes, cancellation);
            using var document = StrictJson.Parse(await response.Content.ReadAsByteArrayAsync(cancellation), OciLimits.TokenBytes);
            var root = document.RootElement;
            var token = root.OptionalString("token") ?? root.OptionalString("access_token");
            var seconds = root.TryGetProperty("expires_in", out var life) ? life.GetDouble() : 0;
            if (token is not { Length: > 0 } || token.AsSpan().ContainsAnyExceptInRange('\x21', '\x7e'))
                throw new FormatException("there is no token");
            return (token, TimeSpan.FromSeconds(Math.Clamp(seconds, ShortestLife.TotalSeconds, TimeSpan.SecondsPerDay)));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            // Without what the document holds: it may be a token after all.
            throw new OciException(new Finding(OciFindings.RegistryMalformedAnswer, Severity.Medium, $"The token service of {options.Host} gives no token."), e);
        }
    }

    private async Task<AuthenticationHeaderValue?> BasicAsync(CancellationToken cancellation)
    {
        if (options.Username is null)
            return null;
        var password = options.Password ?? (await File.ReadAllTextAsync(options.PasswordFile!, cancellation)).Split('\n')[0].TrimEnd('\r');
        return new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Username}:{password}")));
    }
}
