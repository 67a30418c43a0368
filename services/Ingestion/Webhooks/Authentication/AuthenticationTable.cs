using System.Text;

namespace Attestry.Ingestion.Webhooks.Authentication;

/// <summary>Every kind of authentication that a source may be configured with.</summary>
internal static class AuthenticationTable
{
    public static readonly IReadOnlyList<AuthenticationKind> All =
    [
        new("hmac", Secret, (o, _) => new HmacAuthentication(o.Secret!)),
        new("bearer", Secret, (o, _) => new SchemeAuthentication("Bearer", o.Secret!)),
        new("basic", o => o.Username is null ? nameof(o.Username) : Secret(o), (o, _) => new SchemeAuthentication("Basic", Basic(o))),
        new("authorization", Secret, (o, _) => new HeaderAuthentication("Authorization", o.Secret!)),
        new("header", o => o.Header is null ? nameof(o.Header) : Secret(o), (o, _) => new HeaderAuthentication(o.Header!, o.Secret!)),
        new("path", Secret, (o, _) => new PathAuthentication(o.Secret!)),
        new("oidc", Oidc, (o, time) => new OidcAuthentication(o.Issuer!, o.Audience!, o.Email, new SigningKeys(o), time)),
    ];

    public static string Names { get; } = string.Join(", ", All.Select(k => k.Name));

    public static AuthenticationKind? Find(string? name) => All.FirstOrDefault(k => k.Name == name);

    private static string? Secret(AuthenticationOptions options) =>
        string.IsNullOrEmpty(options.Secret) ? nameof(options.Secret) : null;

    private static string? Oidc(AuthenticationOptions options) =>
        string.IsNullOrEmpty(options.Issuer) ? nameof(options.Issuer)
        : string.IsNullOrEmpty(options.Audience) ? nameof(options.Audience)
        : string.IsNullOrEmpty(options.MetadataAddress) && string.IsNullOrEmpty(options.Jwks) ? nameof(options.MetadataAddress)
        : null;

    private static string Basic(AuthenticationOptions options) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Username}:{options.Secret}"));
}
