using System.Formats.Asn1;
using System.Text;
using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.Sigstore.Notation;

/// <summary>The attributes of an X.501 name, each at most once (trust-store-trust-policy.md §trusted identities).</summary>
internal sealed class DistinguishedName
{
    private static readonly Dictionary<string, string> Types = new()
    {
        ["2.5.4.3"] = "CN",
        ["2.5.4.6"] = "C",
        ["2.5.4.7"] = "L",
        ["2.5.4.8"] = "ST",
        ["2.5.4.9"] = "STREET",
        ["2.5.4.10"] = "O",
        ["2.5.4.11"] = "OU",
        ["0.9.2342.19200300.100.1.25"] = "DC",
        ["0.9.2342.19200300.100.1.1"] = "UID",
    };

    private readonly IReadOnlyList<(string Type, string Value)> _attributes;

    private DistinguishedName(IReadOnlyList<(string, string)> attributes) => _attributes = attributes;

    /// <summary>Every attribute of this name is in the other, with the same value.</summary>
    internal bool IsPartOf(DistinguishedName other) => _attributes.All(other._attributes.Contains);

    internal bool HasAll(params ReadOnlySpan<string> types)
    {
        foreach (var type in types)
        {
            if (_attributes.All(attribute => attribute.Type != type))
                return false;
        }
        return true;
    }

    public override string ToString() => string.Join(", ", _attributes.Select(attribute => $"{attribute.Type}={attribute.Value}"));

    /// <summary>Reads text as RFC 4514 §3 has it, without hexadecimal values and multi-valued parts.</summary>
    /// <exception cref="FormatException">It is none, or names an attribute twice or one that is not known.</exception>
    internal static DistinguishedName Parse(string text)
    {
        var attributes = new List<(string, string)>();
        var rest = text.AsSpan();
        while (true)
        {
            var equals = rest.IndexOf('=');
            if (equals <= 0)
                throw new FormatException($"{Bounded.Quote(text)} is no distinguished name.");
            var type = rest[..equals].Trim().ToString().ToUpperInvariant();
            var value = Value(rest[(equals + 1)..], out var taken);
            attributes.Add((type == "S" ? "ST" : type, value));
            rest = rest[(equals + 1 + taken)..];
            if (rest.IsEmpty)
                return Demand(attributes);
            rest = rest[1..];
        }
    }

    /// <param name="der">A Name (RFC 5280 §4.1.2.4).</param>
    /// <exception cref="FormatException">It is none, or has an attribute twice.</exception>
    internal static DistinguishedName Read(ReadOnlyMemory<byte> der)
    {
        var attributes = new List<(string, string)>();
        try
        {
            var name = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
            while (name.HasData && attributes.Count < NotationLimits.NameAttributes)
            {
                var part = name.ReadSetOf();
                var attribute = part.ReadSequence();
                part.ThrowIfNotEmpty();
                var oid = attribute.ReadObjectIdentifier();
                var tag = attribute.PeekTag();
                if (Types.TryGetValue(oid, out var type))
                    attributes.Add((type, attribute.ReadCharacterString((UniversalTagNumber)tag.TagValue)));
            }
            name.ThrowIfNotEmpty();
        }
        catch (Exception e) when (e is AsnContentException or ArgumentException)
        {
            throw new FormatException("The certificate's subject cannot be read.", e);
        }
        // DC stands several times by its nature, and is compared with nothing.
        return Demand([.. attributes.Where(attribute => attribute.Item1 != "DC")]);
    }

    private static DistinguishedName Demand(List<(string Type, string Value)> attributes)
    {
        if (attributes.DistinctBy(attribute => attribute.Type).Count() != attributes.Count)
            throw new FormatException("A distinguished name has an attribute twice.");
        return attributes.Find(attribute => !Types.ContainsValue(attribute.Type) || attribute.Value.Length == 0) is { Type: { } unknown }
            ? throw new FormatException($"An attribute of a distinguished name is not known or empty: {Bounded.Quote(unknown)}.")
            : new(attributes);
    }

    private static string Value(ReadOnlySpan<char> rest, out int taken)
    {
        var value = new StringBuilder();
        for (taken = 0; taken < rest.Length && rest[taken] != ','; taken++)
        {
            if (rest[taken] is '+' or '"' or ';' or '<' or '>' || rest[taken] == '#' && taken == 0)
                throw new FormatException("A distinguished name has a multi-valued part, or a character that needs a backslash.");
            if (rest[taken] == '\\' && ++taken == rest.Length)
                throw new FormatException("A distinguished name ends in a backslash.");
            value.Append(rest[taken]);
        }
        return value.ToString().Trim();
    }
}
