using System.Text;
using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins.Encodings;

/// <summary>Block YAML with sorted keys, two spaces deep. Text that could be read as anything else is quoted.</summary>
internal static class YamlWriter
{
    internal static string Write(BuiltinContext context, RegoValue value)
    {
        var text = new StringBuilder();
        Append(context, text, value, 0, inline: false);
        return text.ToString();
    }

    /// <param name="inline">The value starts behind <c>- </c>, on the same line.</param>
    private static void Append(BuiltinContext context, StringBuilder text, RegoValue value, int depth, bool inline)
    {
        context.Charge(1 + depth / 16);
        switch (value)
        {
            case RegoObject { Count: > 0 } o:
                foreach (var (key, item) in o.Entries)
                {
                    text.Append(' ', inline ? 0 : depth * 2);
                    inline = false;
                    text.Append(Scalar(key is RegoString ? key : new RegoString(key.ToString()))).Append(':');
                    // Lists stand as deep as the key that they belong to.
                    Nested(context, text, item, item is RegoObject ? depth + 1 : depth);
                }
                break;
            case RegoArray { Count: > 0 } or RegoSet { Count: > 0 }:
                foreach (var item in value is RegoArray array ? array.Items : ((RegoSet)value).Items)
                {
                    text.Append(' ', inline ? 0 : depth * 2).Append("- ");
                    inline = false;
                    Append(context, text, item, depth + 1, inline: true);
                }
                break;
            default:
                text.Append(Scalar(value)).Append('\n');
                break;
        }
    }

    private static void Nested(BuiltinContext context, StringBuilder text, RegoValue value, int depth)
    {
        if (value is RegoObject { Count: > 0 } or RegoArray { Count: > 0 } or RegoSet { Count: > 0 })
        {
            text.Append('\n');
            Append(context, text, value, depth, inline: false);
        }
        else
        {
            text.Append(' ').Append(Scalar(value)).Append('\n');
        }
    }

    private static string Scalar(RegoValue value) => value switch
    {
        RegoString text => IsPlain(text.Value) ? text.Value : Quoted(text.Value),
        RegoObject => "{}",
        RegoArray or RegoSet => "[]",
        _ => value.ToString(),
    };

    // JSON's quoting is a subset of YAML's double-quoted style.
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder();
        RegoText.AppendQuoted(quoted, text);
        return quoted.ToString();
    }

    private static bool IsPlain(string text) =>
        text.Length > 0
        && char.IsAsciiLetter(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or ' ')
        && !text.EndsWith(' ')
        && text.ToLowerInvariant() is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n");
}
