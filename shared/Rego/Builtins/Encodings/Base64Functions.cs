using System.Text;
using Attestry.Rego.Builtins.Strings;
using Attestry.Rego.Types;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Encodings;

/// <summary><c>base64.*</c>, <c>base64url.*</c> and <c>hex.*</c>.</summary>
internal static class Base64Functions
{
    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("base64.encode", [Text], Text, (context, o) => new RegoString(Convert.ToBase64String(Utf8(context, o.Text(0))))),
        new("base64.decode", [Text], Text, (context, o) => Decode(context, o.Text(0), GoBase64.Standard)),
        new("base64.is_valid", [Text], RegoType.Boolean, (context, o) => IsValid(context, o)),
        new("base64url.encode", [Text], Text, (context, o) => new RegoString(GoBase64.EncodeUrl(Utf8(context, o.Text(0)), padded: true))),
        new("base64url.encode_no_pad", [Text], Text, (context, o) => new RegoString(GoBase64.EncodeUrl(Utf8(context, o.Text(0)), padded: false))),
        new("base64url.decode", [Text], Text, (context, o) => Decode(context, o.Text(0), GoBase64.Url)),
        new("hex.encode", [Text], Text, (context, o) => new RegoString(Convert.ToHexStringLower(Utf8(context, o.Text(0))))),
        new("hex.decode", [Text], Text, HexDecode),
    ];

    private static byte[] Utf8(BuiltinContext context, string text)
    {
        context.ChargeText(text.Length);
        return Encoding.UTF8.GetBytes(text);
    }

    private static RegoString Decode(BuiltinContext context, string text, Func<string, byte[]> decode)
    {
        context.ChargeText(text.Length);
        return new(Encoding.UTF8.GetString(decode(text)));
    }

    private static RegoBoolean IsValid(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var text = operands.Text(0);
        context.ChargeText(text.Length);
        return RegoBoolean.Of(GoBase64.TryDecode(text, url: false, out _, out _));
    }

    private static RegoString HexDecode(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var text = operands.Text(0);
        context.ChargeText(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!rune.IsAscii || !char.IsAsciiHexDigit((char)rune.Value))
                throw new BuiltinException($"encoding/hex: invalid byte: U+{rune.Value:X4} '{rune}'");
        }
        return text.Length % 2 == 0
            ? new(Encoding.UTF8.GetString(Convert.FromHexString(text)))
            : throw new BuiltinException("encoding/hex: odd length hex string");
    }
}
