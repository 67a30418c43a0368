using Attestry.Rego.Syntax;

namespace Attestry.Rego.Formatting;

/// <summary>A policy file: the package, then imports and rules as they alternate.</summary>
internal sealed class ModuleFormatter(LineWriter lines, SourceMap map, FormatStyle style)
{
    private readonly RuleFormatter _rules = new(lines, map, style, new TermFormatter(lines, map));

    internal void Write(PolicyModule module)
    {
        Package(module);
        if (style.AddsV1)
        {
            lines.Write("import rego.v1");
            lines.EndLine();
            lines.Blank();
        }
        var imports = new Queue<Import>(module.Imports);
        for (var i = 0; i < module.Rules.Count;)
        {
            Imports(Taken(imports, module.Rules[i].Location.Offset));
            var next = imports.TryPeek(out var import) ? import.Location.Offset : int.MaxValue;
            var from = i;
            while (i < module.Rules.Count && module.Rules[i].Location.Offset < next)
                i++;
            Rules(module.Rules, from, i);
        }
        Imports([.. imports]);
        lines.Blank();
        lines.Comments(int.MaxValue);
    }

    private void Package(PolicyModule module)
    {
        lines.Comments(module.PackageLocation.Row);
        var path = map.Path(module.PackageLocation).ToList();
        lines.Write($"package {path[0].Name}{string.Concat(path.Skip(1).Select(p => Names.Member(p.Name, p.Bracketed)))}");
        lines.EndLine();
        lines.Blank();
    }

    private static List<Import> Taken(Queue<Import> imports, int before)
    {
        var taken = new List<Import>();
        while (imports.TryPeek(out var next) && next.Location.Offset < before)
            taken.Add(imports.Dequeue());
        return taken;
    }

    // What stands together without a blank line between is one group, and sorted.
    private void Imports(List<Import> imports)
    {
        for (var i = 0; i < imports.Count;)
        {
            var group = new List<Import> { imports[i] };
            for (i++; i < imports.Count && imports[i].Location.Row - imports[i - 1].Location.Row <= 1; i++)
                group.Add(imports[i]);
            Group(group);
        }
    }

    private void Group(List<Import> group)
    {
        lines.CommentsAbove(group[0].Location.Row);
        var texts = new List<(Import Import, string Comment)>();
        foreach (var import in group)
            texts.Add((import, lines.TakeComments(import.Location.Row)));
        var kept = texts.Where(t => !style.Drops(t.Import)).OrderBy(t => t.Import, ImportOrder.Instance).ToList();
        foreach (var (import, comment) in kept)
        {
            lines.Write(Text(import) + comment);
            lines.EndLine();
        }
        if (kept.Count > 0)
            lines.Blank();
    }

    private string Text(Import import)
    {
        var path = map.Path(import.Location).ToList();
        return $"import {path[0].Name}{string.Concat(path.Skip(1).Select(p => Names.Member(p.Name, p.Bracketed)))}{(import.Alias is null ? "" : $" as {import.Alias}")}";
    }

    private void Rules(IReadOnlyList<Rule> rules, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            var row = RowOf(rules, i);
            _rules.Write(rules[i], row);
            if (i + 1 < to && RowOf(rules, i + 1) == row + 1 && _rules.MayStandClose(rules[i]) && _rules.MayStandClose(rules[i + 1]))
                continue;
            lines.Blank();
        }
    }

    // v0 lets further bodies follow a rule; they share its head and its place.
    private int RowOf(IReadOnlyList<Rule> rules, int at) =>
        at > 0 && rules[at].Location == rules[at - 1].Location ? map.Braces(rules[at].Body.Location)!.Value.Open : rules[at].Location.Row;
}
