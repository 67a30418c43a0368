using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography.X509Certificates;

namespace Attestry.Tpm.Tee;

/// <summary>What the SGX extension of a PCK certificate says of its platform (Intel SGX PCK Certificate Profile 1.5, 1.3.5).</summary>
/// <param name="Fmspc">Family, model, stepping, platform: six bytes.</param>
/// <param name="PceId">Two bytes.</param>
/// <param name="Components">Sixteen security versions.</param>
internal sealed record PckCertificate(byte[] Fmspc, byte[] PceId, int[] Components, int PceSvn)
{
    private const string Arc = "1.2.840.113741.1.13.1";

    /// <returns>Null when a part is missing or cannot be read.</returns>
    internal static PckCertificate? Read(X509Certificate2 certificate)
    {
        try
        {
            if (certificate.Extensions.FirstOrDefault(extension => extension.Oid?.Value == Arc) is not { } extension)
                return null;
            var (fmspc, pceId) = (Array.Empty<byte>(), Array.Empty<byte>());
            var versions = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var parts = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence(); parts.HasData;)
            {
                var part = parts.ReadSequence();
                switch (part.ReadObjectIdentifier())
                {
                    case $"{Arc}.2":
                        ReadVersions(part.ReadSequence(), versions);
                        break;
                    case $"{Arc}.3":
                        pceId = part.ReadOctetString();
                        break;
                    case $"{Arc}.4":
                        fmspc = part.ReadOctetString();
                        break;
                    default:
                        break;
                }
            }
            return fmspc.Length == 6 && pceId.Length == 2
                ? new(fmspc, pceId, [.. Enumerable.Range(1, 16).Select(number => versions[$"{Arc}.2.{number}"])], versions[$"{Arc}.2.17"])
                : null;
        }
        catch (Exception e) when (e is AsnContentException or KeyNotFoundException or OverflowException)
        {
            return null;
        }
    }

    private static void ReadVersions(AsnReader versions, Dictionary<string, int> read)
    {
        while (versions.HasData)
        {
            var part = versions.ReadSequence();
            var type = part.ReadObjectIdentifier();
            // The eighteenth is all of them as bytes.
            if (part.PeekTag() == Asn1Tag.Integer)
                read[type] = (int)(BigInteger)part.ReadInteger();
        }
    }
}
