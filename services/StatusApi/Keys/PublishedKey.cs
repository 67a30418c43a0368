using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Attestry.Contracts.Documents;
using Microsoft.AspNetCore.WebUtilities;

namespace Attestry.StatusApi.Keys;

/// <summary>
/// A verification key as a JSON Web Key (RFC 7517, RFC 7518 §6.2) with its PEM beside it. A key that is not on a NIST curve
/// has only the PEM.
/// </summary>
/// <param name="Kid">As <c>keyid</c> in envelopes: lower-case hex SHA-256 of the DER SubjectPublicKeyInfo.</param>
/// <param name="Algorithm">The signer's name of the algorithm.</param>
/// <param name="RetiredAt">Nothing is signed with it any more since then; what was signed before stays valid. Null while it is in use.</param>
public sealed record PublishedKey(
    string Kid,
    string? Kty,
    string? Use,
    string? Alg,
    string? Crv,
    string? X,
    string? Y,
    string Algorithm,
    string Pem,
    DateTimeOffset AddedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTimeOffset? RetiredAt)
{
    private static readonly Dictionary<string, (string Crv, string Alg)> Curves = new(StringComparer.Ordinal)
    {
        ["1.2.840.10045.3.1.7"] = ("P-256", "ES256"),
        ["1.3.132.0.34"] = ("P-384", "ES384"),
        ["1.3.132.0.35"] = ("P-521", "ES512"),
    };

    internal static PublishedKey Of(SigningKeyDocument key)
    {
        var plain = new PublishedKey(key.Id, null, null, null, null, null, null, key.Algorithm, key.PublicKey, key.AddedAt, key.RetiredAt);
        using var ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportFromPem(key.PublicKey);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            // Not an elliptic curve's key.
            return plain;
        }
        var parameters = ecdsa.ExportParameters(includePrivateParameters: false);
        return parameters.Curve.Oid.Value is { } oid && Curves.TryGetValue(oid, out var curve)
            ? plain with
            {
                Kty = "EC",
                Use = "sig",
                Alg = curve.Alg,
                Crv = curve.Crv,
                X = WebEncoders.Base64UrlEncode(parameters.Q.X!),
                Y = WebEncoders.Base64UrlEncode(parameters.Q.Y!),
            }
            : plain;
    }
}
