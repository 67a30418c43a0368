using Attestry.Rego.Builtins.Strings;
using Attestry.Rego.Types;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Encodings;

/// <summary><c>uri.*</c>: the parts of a URI, as Go's <c>net/url</c> tells them.</summary>
internal static class UriFunctions
{
    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("uri.parse", [Text], ObjectOf(Text, Text), Parse),
        new("uri.is_valid", [Text], RegoType.Boolean, (context, o) => RegoBoolean.Of(o[0] is RegoString text && IsValid(context, text.Value))),
    ];

    private static bool IsValid(BuiltinContext context, string text)
    {
        context.ChargeText(text.Length);
        return text.Length > 0 && GoUri.TryParse(text, out _, out _);
    }

    private static RegoObject Parse(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var text = operands.Text(0);
        context.ChargeText(text.Length);
        if (!GoUri.TryParse(text, out var uri, out var fault))
            throw new BuiltinException($"parse {TermText.Quote(text)}: {fault}");
        var parts = new RegoObject.Builder();
        Add("scheme", uri.Scheme);
        Add("hostname", uri.Hostname);
        Add("port", uri.Port);
        Add("path", uri.Path);
        Add("raw_path", uri.RawPath);
        Add("raw_query", uri.Query);
        Add("fragment", uri.Fragment);
        return parts.Build();

        void Add(string name, string value)
        {
            if (value.Length > 0)
                parts.Set(new RegoString(name), new RegoString(value));
        }
    }
}
