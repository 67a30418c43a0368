using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Dsse;

namespace Attestry.Sigstore.Signing;

/// <summary>JSON to and from the services that signatures need.</summary>
internal static class ServiceJson
{
    internal const string MediaType = "application/json";

    internal static byte[] Write(JsonObject request) => JsonSerializer.SerializeToUtf8Bytes(request, DsseEnvelopeJson.Plain);

    /// <exception cref="InvalidDataException">The service does not answer as its interface says.</exception>
    internal static T Read<T>(Uri service, ReadOnlyMemory<byte> answer, Func<JsonElement, T> read)
    {
        try
        {
            using var document = StrictJson.Parse(answer, SignatureLimits.AnswerBytes);
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new InvalidDataException($"{service.Host} answers in a way that cannot be read: {Bounded.Quote(e.Message)}", e);
        }
    }

    internal static Uri Under(Uri service, string path) => new($"{service.AbsoluteUri.TrimEnd('/')}/{path}");

    /// <summary>PEM in base64, as Rekor v1 takes and gives it.</summary>
    internal static string ArmouredCertificate(byte[] der) => Convert.ToBase64String(Encoding.ASCII.GetBytes(PemEncoding.WriteString("CERTIFICATE", der) + "\n"));
}
