using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Attestry.Rego.Builtins.Conversions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Attestry.Rego.Values;

/// <summary>Values from YAML as Kubernetes and OPA read it: scalars as in YAML 1.1, where <c>yes</c> is true; mappings, sequences, scalars, and aliases as far as they do not expand without end.</summary>
public static class RegoYaml
{
    private const int DeepestNesting = 200;

    /// <summary>Nodes that aliases may stand for, all together: a page of aliases can stand for more than a memory holds.</summary>
    private const int MostRepeated = 100_000;

    public static bool TryParse(string text, [NotNullWhen(true)] out RegoValue? value, out string? problem)
    {
        (value, problem) = (null, null);
        try
        {
            var stream = new YamlStream();
            stream.Load(new ShallowParser(new Parser(new StringReader(text))));
            value = stream.Documents.Count == 0 ? RegoNull.Instance : Convert(stream.Documents[0].RootNode, new());
            return true;
        }
        catch (YamlException e)
        {
            problem = $"line {e.Start.Line}: {e.Message}";
            return false;
        }
    }

    /// <summary>Every document of a text, in order; an empty one is null.</summary>
    public static bool TryParseAll(string text, out IReadOnlyList<RegoValue> documents, out string? problem)
    {
        (documents, problem) = ([], null);
        try
        {
            var stream = new YamlStream();
            stream.Load(new ShallowParser(new Parser(new StringReader(text))));
            documents = [.. stream.Documents.Select(d => Convert(d.RootNode, new()))];
            return true;
        }
        catch (YamlException e)
        {
            problem = $"line {e.Start.Line}: {e.Message}";
            return false;
        }
    }

    private static RegoValue Convert(YamlNode node, Reading reading)
    {
        if (reading.Depth > DeepestNesting)
            throw new YamlException(node.Start, node.End, "nested too deeply");
        if (reading.Anchored.Count > 0 && ++reading.Repeated > MostRepeated)
            throw new YamlException(node.Start, node.End, "aliases expand to too much");
        var isAnchored = !node.Anchor.IsEmpty;
        // Met again, it is an alias; within itself it would have no end.
        var isAlias = isAnchored && !reading.Met.Add(node);
        if (isAlias && !reading.Anchored.Add(node))
            throw new YamlException(node.Start, node.End, "an alias within what it stands for");
        reading.Depth++;
        RegoValue value = node switch
        {
            YamlMappingNode mapping => Mapping(mapping, reading),
            YamlSequenceNode sequence => RegoArray.From(sequence.Children.Select(c => Convert(c, reading)).ToList()),
            YamlScalarNode scalar => Scalar(scalar),
            _ => throw new YamlException(node.Start, node.End, "unsupported node"),
        };
        reading.Depth--;
        if (isAlias)
            reading.Anchored.Remove(node);
        return value;
    }

    // YAML 1.1's merge key, which OPA's reader knows: what stands beside it goes first, then the first of several.
    private static RegoObject Mapping(YamlMappingNode mapping, Reading reading)
    {
        var entries = new Dictionary<RegoValue, RegoValue>();
        foreach (var (key, child) in mapping.Children.Where(c => !IsMerge(c.Key)))
            entries[Key(key)] = Convert(child, reading);
        foreach (var (_, merged) in mapping.Children.Where(c => IsMerge(c.Key)))
        {
            var sources = Convert(merged, reading) is var from && from is RegoArray several ? several.Items.ToArray() : [from];
            foreach (var source in sources)
            {
                if (source is not RegoObject fields)
                    throw new YamlException(merged.Start, merged.End, "map merge requires map or sequence of maps as the value");
                foreach (var (key, value) in fields.Entries)
                    entries.TryAdd(key, value);
            }
        }
        return RegoObject.From(entries);
    }

    private static bool IsMerge(YamlNode key) => key is YamlScalarNode { Value: "<<", Style: ScalarStyle.Plain };

    private static RegoString Key(YamlNode key) =>
        key is YamlScalarNode scalar ? new RegoString(scalar.Value ?? "") : throw new YamlException(key.Start, key.End, "a key must be a scalar");

    // YAML 1.1's types as Go's yaml.v2 resolves them; times stay text.
    private static RegoValue Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any))
            return new RegoString(text);
        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => RegoNull.Instance,
            "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => RegoBoolean.True,
            "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => RegoBoolean.False,
            _ => Number(text) is { } number ? number : new RegoString(text),
        };
    }

    private static RegoNumber? Number(string text)
    {
        if (text[0] is not ('+' or '-' or '.' or (>= '0' and <= '9')))
            return null;
        if (RegoNumber.TryParse(text, out var number))
            return number;
        var plain = text.Replace("_", "", StringComparison.Ordinal);
        var isNegative = plain.StartsWith('-');
        var digits = isNegative || plain.StartsWith('+') ? plain[1..] : plain;
        if (Whole(digits) is { } whole)
            return RegoNumber.Of(isNegative ? -whole : whole);
        // A point may stand without digits at one side of it.
        return digits.All(c => char.IsAsciiDigit(c) || c is '.' or 'e' or 'E' or '+' or '-') ? NumberFunctions.Parse(plain) : null;
    }

    // As Go reads digits with a prefix: 0x1f, 0o17, 017, 0b11.
    private static BigInteger? Whole(string digits)
    {
        var (from, radix) = digits switch
        {
            ['0', 'x' or 'X', ..] => (2, 16),
            ['0', 'o' or 'O', ..] => (2, 8),
            ['0', 'b' or 'B', ..] => (2, 2),
            ['0', _, ..] => (1, 8),
            _ => (0, 10),
        };
        // 64 bits, as there; the longest is binary.
        if (digits.Length == from || digits.Length - from > 64)
            return null;
        var value = BigInteger.Zero;
        foreach (var digit in digits.AsSpan(from))
        {
            var worth = char.IsAsciiHexDigit(digit) ? System.Convert.ToInt32(digit.ToString(), 16) : radix;
            if (worth >= radix)
                return null;
            value = value * radix + worth;
        }
        return value;
    }

    /// <summary>Building the nodes recurses, and what nests deeper than the stack would end the process: it is refused before.</summary>
    private sealed class ShallowParser(Parser parser) : IParser
    {
        private int _depth;

        public YamlDotNet.Core.Events.ParsingEvent? Current => parser.Current;

        public bool MoveNext()
        {
            if (!parser.MoveNext())
                return false;
            _depth += parser.Current!.NestingIncrease;
            return _depth <= DeepestNesting + 2 ? true : throw new YamlException(Current!.Start, Current.End, "nested too deeply");
        }
    }

    /// <summary>What is known while one document is read.</summary>
    private sealed class Reading
    {
        internal int Depth { get; set; }

        internal int Repeated { get; set; }

        /// <summary>Nodes with an anchor that were met.</summary>
        internal HashSet<YamlNode> Met { get; } = new(ReferenceEqualityComparer.Instance);

        /// <summary>Those of them that are being read again, for an alias.</summary>
        internal HashSet<YamlNode> Anchored { get; } = new(ReferenceEqualityComparer.Instance);
    }
}
