namespace Attestry.Ingestion.Webhooks.Authentication;

/// <summary>Section <c>Ingestion:Sources:n:Authentication</c>: how a source proves that it is the one.</summary>
public sealed record AuthenticationOptions
{
    /// <summary>
    /// <c>hmac</c> (X-Hub-Signature-256 over the raw body), <c>bearer</c>, <c>basic</c>, <c>authorization</c> (the whole
    /// header, verbatim), <c>header</c> (one of any name), <c>path</c> (last segment of the URL) or <c>oidc</c> (a signed token).
    /// </summary>
    public string? Kind { get; init; }

    /// <summary>The shared secret of every kind but <c>oidc</c>. Of <c>basic</c> the password. <c>SecretFile</c> names a file that holds it.</summary>
    public string? Secret { get; init; }

    /// <summary>Of <c>basic</c>.</summary>
    public string? Username { get; init; }

    /// <summary>Of <c>header</c>: its name.</summary>
    public string? Header { get; init; }

    /// <summary>Of <c>oidc</c>: the token's <c>iss</c>, e.g. <c>https://accounts.google.com</c>.</summary>
    public string? Issuer { get; init; }

    /// <summary>Of <c>oidc</c>: the token's <c>aud</c>.</summary>
    public string? Audience { get; init; }

    /// <summary>Of <c>oidc</c>: the service account that pushes; the token's <c>email</c>, which must be verified.</summary>
    public string? Email { get; init; }

    /// <summary>Of <c>oidc</c>: where the issuer's OpenID configuration is; never taken from a request.</summary>
    public string? MetadataAddress { get; init; }

    /// <summary>Of <c>oidc</c>: the issuer's keys (RFC 7517 §5), in place of <see cref="MetadataAddress"/>. <c>JwksFile</c> names a file that holds them.</summary>
    public string? Jwks { get; init; }

    /// <summary>Only the kind: a record prints its members, and a secret must not reach a log.</summary>
    public override string ToString() => $"{nameof(AuthenticationOptions)} {{ Kind = {Kind} }}";
}
