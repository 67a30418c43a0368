using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Attestry.Rego.Values;

/// <summary>Values from YAML 1.2's JSON-like core: mappings, sequences, scalars. Aliases are refused: they can expand without end.</summary>
public static class RegoYaml
{
    private const int DeepestNesting = 200;

    public static bool TryParse(string text, [NotNullWhen(true)] out RegoValue? value, out string? problem)
    {
        (value, problem) = (null, null);
        try
        {
            var stream = new YamlStream();
            stream.Load(new ShallowParser(new Parser(new StringReader(text))));
            value = stream.Documents.Count == 0 ? RegoNull.Instance : Convert(stream.Documents[0].RootNode, []);
            return true;
        }
        catch (YamlException e)
        {
            problem = $"line {e.Start.Line}: {e.Message}";
            return false;
        }
    }

    private static RegoValue Convert(YamlNode node, Stack<YamlNode> above)
    {
        if (above.Count > DeepestNesting)
            throw new YamlException(node.Start, node.End, "nested too deeply");
        if (!node.Anchor.IsEmpty)
            throw new YamlException(node.Start, node.End, "anchors are not supported");
        above.Push(node);
        RegoValue value = node switch
        {
            YamlMappingNode mapping => RegoObject.From(mapping.Children.Select(c =>
                new KeyValuePair<RegoValue, RegoValue>(Key(c.Key), Convert(c.Value, above)))),
            YamlSequenceNode sequence => RegoArray.From(sequence.Children.Select(c => Convert(c, above))),
            YamlScalarNode scalar => Scalar(scalar),
            _ => throw new YamlException(node.Start, node.End, "unsupported node"),
        };
        above.Pop();
        return value;
    }

    private static RegoString Key(YamlNode key) =>
        key is YamlScalarNode scalar ? new RegoString(scalar.Value ?? "") : throw new YamlException(key.Start, key.End, "a key must be a scalar");

    // YAML 1.2 §10.3, core schema.
    private static RegoValue Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any))
            return new RegoString(text);
        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => RegoNull.Instance,
            "true" or "True" or "TRUE" => RegoBoolean.True,
            "false" or "False" or "FALSE" => RegoBoolean.False,
            _ when RegoNumber.TryParse(text, out var number) => number,
            _ when text.StartsWith("0x", StringComparison.Ordinal)
                && long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) => RegoNumber.Of(hex),
            _ => new RegoString(text),
        };
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
}
