using System.Globalization;
using System.Text;
using Attestry.Rego;
using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Benchmarks.Rego;

/// <summary>A policy of many rules, of which the input concerns one: <c>input.kind == "k123"</c>.</summary>
internal sealed class DispatchPolicy
{
    private readonly PreparedQuery _query;
    private readonly RegoObject _input;

    internal DispatchPolicy(int rules)
    {
        var source = new StringBuilder("package dispatch\n\n");
        for (var i = 0; i < rules; i++)
            source.Append(CultureInfo.InvariantCulture, $"deny contains \"rule {i}\" if {{\n\tinput.kind == \"k{i}\"\n\tinput.level > {i}\n}}\n\n");
        _query = RegoCompiler.Compile([RegoParser.ParseModule(source.ToString(), "dispatch.rego")]).Prepare("x := data.dispatch.deny");
        _input = RegoObject.From(
        [
            new(new RegoString("kind"), new RegoString(string.Create(CultureInfo.InvariantCulture, $"k{rules / 2}"))),
            new(new RegoString("level"), RegoNumber.Of(rules)),
        ]);
    }

    internal RegoObject Evaluate() => _query.Evaluate(new EvaluationRequest { Time = TimeProvider.System, Input = _input }).Single();
}
