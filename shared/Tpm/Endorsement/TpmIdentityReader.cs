using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Attestry.Tpm.Endorsement;

/// <summary>The subject alternative name of an EK certificate: a directory name with manufacturer, model and version.</summary>
internal static class TpmIdentityReader
{
    private const string Manufacturer = "2.23.133.2.1";
    private const string Model = "2.23.133.2.2";
    private const string Version = "2.23.133.2.3";

    private static readonly Asn1Tag DirectoryName = new(TagClass.ContextSpecific, 4, isConstructed: true);

    internal static TpmIdentity? Read(X509Certificate2 certificate)
    {
        if (certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault() is not { } extension)
            return null;
        try
        {
            var attributes = Attributes(extension.RawData);
            return attributes.TryGetValue(Manufacturer, out var manufacturer) && attributes.TryGetValue(Model, out var model) && attributes.TryGetValue(Version, out var version)
                ? new(manufacturer, model, version)
                : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static Dictionary<string, string> Attributes(ReadOnlyMemory<byte> extension)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = new AsnReader(extension, AsnEncodingRules.DER).ReadSequence();
        while (names.HasData)
        {
            if (names.PeekTag() != DirectoryName)
            {
                names.ReadEncodedValue();
                continue;
            }
            var parts = names.ReadSequence(DirectoryName).ReadSequence();
            while (parts.HasData)
                for (var part = parts.ReadSetOf(skipSortOrderValidation: true); part.HasData;)
                    Add(part.ReadSequence(), attributes);
        }
        return attributes;
    }

    private static void Add(AsnReader attribute, Dictionary<string, string> attributes)
    {
        var type = attribute.ReadObjectIdentifier();
        if (type is Manufacturer or Model or Version)
            attributes.TryAdd(type, attribute.ReadCharacterString((UniversalTagNumber)attribute.PeekTag().TagValue));
    }
}
