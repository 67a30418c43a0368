using System.Formats.Asn1;

namespace Attestry.Sigstore.Certificates;

/// <summary>Reads whom a certificate is for (RFC 5280 §4.2.1.6): addresses, URIs, and Fulcio's other name.</summary>
internal static class SubjectNames
{
    /// <summary>A user name that is no address (fulcio/docs/oid-info.md, 1.7).</summary>
    private const string UserName = "1.3.6.1.4.1.57264.1.7";

    private static readonly Asn1Tag Other = new(TagClass.ContextSpecific, 0);

    private static readonly Asn1Tag Email = new(TagClass.ContextSpecific, 1);

    private static readonly Asn1Tag Address = new(TagClass.ContextSpecific, 6);

    /// <exception cref="FormatException">The extension is not of its shape.</exception>
    internal static List<string> Read(Certificate certificate)
    {
        var names = new List<string>();
        if (!certificate.Extensions.TryGetValue(CertificateOids.SubjectAlternativeName, out var extension))
            return names;
        try
        {
            var reader = new AsnReader(extension.Value, AsnEncodingRules.DER);
            var sequence = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            while (sequence.HasData)
            {
                if (ReadName(sequence) is { Length: > 0 } name)
                    names.Add(name);
            }
            return names;
        }
        catch (AsnContentException e)
        {
            throw new FormatException("The subject alternative name cannot be read.", e);
        }
    }

    private static string? ReadName(AsnReader sequence)
    {
        var tag = sequence.PeekTag();
        if (tag.HasSameClassAndValue(Email) || tag.HasSameClassAndValue(Address))
            return sequence.ReadCharacterString(UniversalTagNumber.IA5String, tag);
        if (!tag.HasSameClassAndValue(Other))
        {
            // A host name or address is nobody who signs.
            sequence.ReadEncodedValue();
            return null;
        }
        var other = sequence.ReadSequence(Other);
        if (other.ReadObjectIdentifier() != UserName)
            return null;
        var value = other.ReadSequence(Other);
        var text = value.ReadCharacterString(UniversalTagNumber.UTF8String);
        value.ThrowIfNotEmpty();
        other.ThrowIfNotEmpty();
        return text;
    }
}
