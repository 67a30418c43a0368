using System.Text;

namespace Attestry.Ingestion.Webhooks.Authentication;

/// <summary>Every kind of authentication that a source may be configured with.</summary>
internal static class AuthenticationTable
{
    public static readonly IReadOnlyList<AuthenticationKind> All =
    [
        new("hmac", Secret, (o, _) => new HmacAuthentication(SecretOf(o))),
        new("bearer", Secret, (o, _) => new SchemeAuthentication("Bearer", SecretOf(o))),
        new("basic", o => o.Username is null ? nameof(o.Username) : Secret(o), (o, _) => new SchemeAuthentication("Basic", Basic(o))),
        new("authorization", Secret, (o, _) => new HeaderAuthentication("Authorization", SecretOf(o))),
        new("header", o => o.Header is null ? nameof(o.Header) : Secret(o), (o, _) => new HeaderAuthentication(o.Header!, SecretOf(o))),
        new("path", Secret, (o, _) => new PathAuthentication(SecretOf(o))),
        new("oidc", Oidc, (o, time) => new OidcAuthentication(o.Issuer!, o.Audience!, o.Email, SigningKeys.From(o), time)),
    ];

    public static string Names { get; } = string.Join(", ", All.Select(k => k.Name));

    public static AuthenticationKind? Find(string? name) => All.FirstOrDefault(k => k.Name == name);

    private static string? Secret(AuthenticationOptions options) =>
        string.IsNullOrEmpty(options.Secret) && string.IsNullOrEmpty(options.SecretFile) ? nameof(options.Secret) : null;

    private static string? Oidc(AuthenticationOptions options) =>
        string.IsNullOrEmpty(options.Issuer) ? nameof(options.Issuer)
        : string.IsNullOrEmpty(options.Audience) ? nameof(options.Audience)
        : string.IsNullOrEmpty(options.MetadataAddress) && string.IsNullOrEmpty(options.JwksFile) ? nameof(options.MetadataAddress)
        : null;

    private static string SecretOf(AuthenticationOptions options)
    {
        var secret = string.IsNullOrEmpty(options.SecretFile) ? options.Secret! : File.ReadAllText(options.SecretFile).TrimEnd('\r', '\n');
        return secret.Length > 0 ? secret : throw new InvalidDataException($"The secret in '{options.SecretFile}' is empty.");
    }

    private static string Basic(AuthenticationOptions options) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Username}:{SecretOf(options)}"));
}
