using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography.X509Certificates;

namespace Attestry.Tpm.Tee;

/// <summary>What the extensions of a VCEK or VLEK certificate say (AMD, VCEK Certificate and KDS Interface Specification, table 8).</summary>
internal sealed record SnpCertificate(SnpProduct Product, SnpTcb Tcb, byte[]? ChipId)
{
    private const string Arc = "1.3.6.1.4.1.3704.1";

    /// <returns>Null when a part is missing or cannot be read.</returns>
    internal static SnpCertificate? Read(X509Certificate2 certificate)
    {
        var extensions = certificate.Extensions.Where(extension => extension.Oid?.Value is not null)
            .GroupBy(extension => extension.Oid!.Value!).ToDictionary(group => group.Key, group => group.First().RawData);
        try
        {
            if (!extensions.TryGetValue($"{Arc}.2", out var name))
                return null;
            var product = Name(name) switch
            {
                var text when text.StartsWith("Milan", StringComparison.Ordinal) => SnpProduct.Milan,
                var text when text.StartsWith("Genoa", StringComparison.Ordinal) => SnpProduct.Genoa,
                var text when text.StartsWith("Turin", StringComparison.Ordinal) => SnpProduct.Turin,
                _ => SnpProduct.Unknown,
            };
            byte Part(int number) => (byte)(BigInteger)new AsnReader(extensions[$"{Arc}.3.{number}"], AsnEncodingRules.DER).ReadInteger();
            var firmware = product == SnpProduct.Turin ? Part(9) : (byte)0;
            return new(product, new(Part(1), Part(2), Part(3), Part(8), firmware), extensions.GetValueOrDefault($"{Arc}.4"));
        }
        catch (Exception e) when (e is AsnContentException or KeyNotFoundException or OverflowException)
        {
            return null;
        }
    }

    private static string Name(byte[] value) => new AsnReader(value, AsnEncodingRules.DER).ReadCharacterString(UniversalTagNumber.IA5String);
}
