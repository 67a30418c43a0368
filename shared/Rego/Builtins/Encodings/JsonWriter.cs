using System.Text;
using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins.Encodings;

/// <summary>JSON as Go's <c>encoding/json</c> writes it: on one line, or indented with a prefix before each line.</summary>
internal sealed class JsonWriter
{
    private readonly BuiltinContext _context;
    private readonly string? _prefix;
    private readonly string? _indent;
    private readonly StringBuilder _text = new();

    private JsonWriter(BuiltinContext context, string? prefix, string? indent) => (_context, _prefix, _indent) = (context, prefix, indent);

    /// <param name="indent">Null: all on one line.</param>
    internal static string Write(BuiltinContext context, RegoValue value, string? prefix, string? indent)
    {
        var writer = new JsonWriter(context, prefix, indent);
        if (indent is not null)
            writer._text.Append(prefix);
        writer.Append(value, 0);
        return writer._text.ToString();
    }

    private void Append(RegoValue value, int depth)
    {
        _context.Charge(1 + (_indent is null ? 0 : depth * (long)_indent.Length / 32));
        switch (value)
        {
            case RegoString text:
                AppendText(text.Value);
                break;
            case RegoArray array:
                AppendList(array.Items, depth);
                break;
            case RegoSet set:
                AppendList(set.Items, depth);
                break;
            case RegoObject o:
                AppendObject(o, depth);
                break;
            default:
                _text.Append(value);
                break;
        }
    }

    private void AppendText(string text)
    {
        Strings.TextWork.ChargeText(_context, text.Length);
        var start = _text.Length;
        RegoText.AppendQuoted(_text, text);
        // Go's encoder keeps JSON safe within HTML.
        _text.Replace("<", "\\u003c", start, _text.Length - start);
        _text.Replace(">", "\\u003e", start, _text.Length - start);
        _text.Replace("&", "\\u0026", start, _text.Length - start);
    }

    private void AppendList(ReadOnlySpan<RegoValue> items, int depth)
    {
        _text.Append('[');
        for (var i = 0; i < items.Length; i++)
        {
            Separate(i, depth + 1);
            Append(items[i], depth + 1);
        }
        Close(items.Length, depth, ']');
    }

    private void AppendObject(RegoObject value, int depth)
    {
        _text.Append('{');
        var count = 0;
        foreach (var (key, item) in value.Entries)
        {
            Separate(count++, depth + 1);
            AppendText(key is RegoString text ? text.Value : key.ToString());
            _text.Append(_indent is null ? ":" : ": ");
            Append(item, depth + 1);
        }
        Close(count, depth, '}');
    }

    private void Separate(int written, int depth)
    {
        if (written > 0)
            _text.Append(',');
        BreakLine(depth);
    }

    private void Close(int written, int depth, char bracket)
    {
        if (written > 0)
            BreakLine(depth);
        _text.Append(bracket);
    }

    private void BreakLine(int depth)
    {
        if (_indent is null)
            return;
        _text.Append('\n').Append(_prefix);
        for (var i = 0; i < depth; i++)
            _text.Append(_indent);
    }
}
