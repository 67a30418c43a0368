using System.Text;
using Attestry.Rego.Types;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Patterns;

/// <summary><c>glob.match</c> and <c>glob.quote_meta</c>.</summary>
internal static class GlobFunctions
{
    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("glob.match", [Text, OneOf(RegoType.Null, ArrayOf(Text)), Text], RegoType.Boolean, Match),
        new("glob.quote_meta", [Text], Text, QuoteMeta),
    ];

    /// <summary>Without delimiters (null) <c>*</c> takes anything; an empty list of them means the dot.</summary>
    private static RegoBoolean Match(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        string pattern = operands.Text(0), text = operands.Text(2);
        var delimiters = operands[1] is RegoNull ? "" : string.Concat(operands.Texts(1, "one of {null, array}"));
        if (operands[1] is RegoArray { Count: 0 })
            delimiters = ".";
        try
        {
            var regex = context.Compiled("glob" + delimiters, pattern, p => GlobTranslator.Translate(p, delimiters));
            return RegoBoolean.Of(context.Run(text, () => regex.IsMatch(text)));
        }
        catch (FormatException e)
        {
            throw new BuiltinException(e.Message);
        }
    }

    private static RegoString QuoteMeta(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var text = operands.Text(0);
        Strings.TextWork.ChargeText(context, text.Length);
        var quoted = new StringBuilder();
        foreach (var c in text)
            quoted.Append(@"\*?[]{}".Contains(c, StringComparison.Ordinal) ? "\\" : "").Append(c);
        return new(quoted.ToString());
    }
}
