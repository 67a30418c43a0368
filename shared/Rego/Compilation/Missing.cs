using Attestry.Rego.Syntax;
using Attestry.Rego.Syntax.Terms;

namespace Attestry.Rego.Compilation;

/// <summary>
/// Whether a term waits for a variable that it cannot bind itself. Asked before a term is compiled once more: trying and
/// failing at every level of nested calls would double the work with each level.
/// </summary>
internal static class Missing
{
    internal static bool In(Plan plan, Term term)
    {
        var needed = new List<string>();
        var bindable = new HashSet<string>();
        Add(plan, term, needed, bindable);
        return needed.Exists(name => !bindable.Contains(name));
    }

    private static void Add(Plan plan, Term term, List<string> needed, HashSet<string> bindable)
    {
        switch (term)
        {
            case VarTerm { Name: not ("input" or "data") } variable when !plan.IsBound(variable.Name):
                needed.Add(variable.Name);
                break;
            case RefTerm reference:
                Add(plan, reference.Head, needed, bindable);
                foreach (var operand in reference.Operands)
                    Operand(plan, operand, needed, bindable);
                break;
            case CallTerm call:
                All(call.Arguments);
                break;
            case ArrayTerm array:
                All(array.Items);
                break;
            case SetTerm set:
                All(set.Items);
                break;
            case ObjectTerm o:
                All(o.Entries.SelectMany(e => new[] { e.Key, e.Value }));
                break;
            case TemplateTerm template:
                All(template.Parts);
                break;
            case ArrayComprehension or SetComprehension or ObjectComprehension:
                needed.AddRange(Variables.Of([term], closures: true).Keys.Where(name => plan.Visible.Contains(name) && !plan.IsBound(name)));
                break;
        }

        void All(IEnumerable<Term> terms)
        {
            foreach (var part in terms)
                Add(plan, part, needed, bindable);
        }
    }

    // A variable, or a pattern of them, is bound by the walk.
    private static void Operand(Plan plan, Term operand, List<string> needed, HashSet<string> bindable)
    {
        switch (operand)
        {
            case VarTerm variable:
                bindable.Add(variable.Name);
                break;
            case ArrayTerm array:
                foreach (var item in array.Items)
                    Operand(plan, item, needed, bindable);
                break;
            case ObjectTerm o:
                foreach (var (key, value) in o.Entries)
                {
                    Add(plan, key, needed, bindable);
                    Operand(plan, value, needed, bindable);
                }
                break;
            default:
                Add(plan, operand, needed, bindable);
                break;
        }
    }
}
