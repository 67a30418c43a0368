using Attestry.Rego;
using Attestry.Rego.Values;

namespace Attestry.Cli.Policies;

/// <summary>Results of a query in each of OPA's formats.</summary>
internal static class ResultOutput
{
    internal static void Write(TextWriter output, string format, IReadOnlyList<QueryResult> results)
    {
        switch (format)
        {
            case PolicyFormat.Values:
                foreach (var result in results)
                    output.WriteLine(GoJson.Indented(result.Expressions.Select(expression => (object)expression.Value).ToList()));
                break;
            case PolicyFormat.Bindings:
                foreach (var result in results)
                    output.WriteLine(GoJson.Indented(result.Bindings));
                break;
            case PolicyFormat.Raw:
                foreach (var result in results)
                    output.WriteLine(string.Join(' ', result.Expressions.Select(expression => expression.Value is RegoString text ? text.Value : GoJson.Compact(expression.Value))));
                break;
            case PolicyFormat.Pretty:
                WritePretty(output, results);
                break;
            default:
                output.WriteLine(GoJson.Indented(results.Count == 0 ? GoJson.Object() : GoJson.Object(("result", results.Select(Document).ToList()))));
                break;
        }
    }

    private static object Document(QueryResult result) => GoJson.Object(
        ("expressions", result.Expressions.Select(expression => (object)GoJson.Object(
            ("value", expression.Value),
            ("text", expression.Text),
            ("location", GoJson.Object(("row", expression.Location.Row), ("col", expression.Location.Column))))).ToList()),
        ("bindings", result.Bindings.Count == 0 ? null : result.Bindings));

    private static void WritePretty(TextWriter output, IReadOnlyList<QueryResult> results)
    {
        if (results.Count == 0)
            output.WriteLine("undefined");
        else if (results is [{ Bindings.Count: 0 } only] && (only.Expressions.Count == 1 || only.Expressions.All(expression => expression.Value is RegoBoolean)))
            output.WriteLine(GoJson.Indented(only.Expressions[0].Value));
        else
            WriteTable(output, results);
    }

    // One column for each variable, then one for each expression that says more than true or false.
    private static void WriteTable(TextWriter output, IReadOnlyList<QueryResult> results)
    {
        var variables = results[0].Bindings.Entries.Select(entry => entry.Key).ToList();
        var expressions = Enumerable.Range(0, results[0].Expressions.Count).Where(i => results[0].Expressions[i].Value is not RegoBoolean).ToList();
        TextTable.Write(
            output,
            [.. variables.Select(variable => ((RegoString)variable).Value), .. expressions.Select(i => results[0].Expressions[i].Text)],
            [.. results.Select(result => (IReadOnlyList<string>)
            [
                .. variables.Select(variable => result.Bindings.TryGet(variable, out var value) ? GoJson.Compact(value) : ""),
                .. expressions.Select(i => GoJson.Compact(result.Expressions[i].Value)),
            ])]);
    }
}
