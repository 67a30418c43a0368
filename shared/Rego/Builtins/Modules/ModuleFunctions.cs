using Attestry.Rego.Builtins.Strings;
using Attestry.Rego.Syntax;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Modules;

/// <summary><c>rego.parse_module</c></summary>
internal static class ModuleFunctions
{
    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("rego.parse_module", [Text, Text], ObjectOf(Text, Any), Parse),
    ];

    /// <summary>The syntax of a module as a document; its second operand is the source, its first the name for messages.</summary>
    private static RegoObject Parse(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var source = operands.Text(1);
        context.ChargeText(source.Length * 16L);
        try
        {
            return new ModuleDocument().Of(RegoParser.ParseModule(source, operands.Text(0)));
        }
        catch (RegoException e)
        {
            throw new BuiltinException(e.Message);
        }
    }
}
