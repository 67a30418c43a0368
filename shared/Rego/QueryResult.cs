using Attestry.Rego.Values;

namespace Attestry.Rego;

/// <summary>One way in which a query holds.</summary>
/// <param name="Bindings">Values of the query's variables by name; wildcards are left out.</param>
public sealed record QueryResult(IReadOnlyList<ExpressionValue> Expressions, RegoObject Bindings)
{
    /// <summary>As OPA answers: <c>{"result":[{"expressions":[{"value","text","location":{"row","col"}}],"bindings":{}}]}</c>; <c>{}</c> when the query is undefined.</summary>
    public static RegoObject Document(IReadOnlyList<QueryResult> results) =>
        results.Count == 0 ? RegoObject.Empty : Object(("result", RegoArray.From(results.Select(r => r.Document()))));

    private RegoObject Document()
    {
        var expressions = ("expressions", (RegoValue)RegoArray.From(Expressions.Select(e => Object(
            ("value", e.Value),
            ("text", new RegoString(e.Text)),
            ("location", Object(("row", RegoNumber.Of(e.Location.Row)), ("col", RegoNumber.Of(e.Location.Column))))))));
        return Bindings.Count == 0 ? Object(expressions) : Object(expressions, ("bindings", Bindings));
    }

    private static RegoObject Object(params (string Key, RegoValue Value)[] entries) =>
        RegoObject.From(entries.Select(e => new KeyValuePair<RegoValue, RegoValue>(new RegoString(e.Key), e.Value)));
}
