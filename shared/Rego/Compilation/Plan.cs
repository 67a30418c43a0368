using Attestry.Rego.Evaluation.Steps;

namespace Attestry.Rego.Compilation;

/// <summary>The steps of one body so far and the variables that they bind; can be taken back to an earlier state.</summary>
/// <param name="visible">Variables that the enclosing bodies name: a closure needs them bound.</param>
internal sealed class Plan(HashSet<string> bound, HashSet<string> visible)
{
    // So many steps take far less of the stack than a guard demands to be free.
    private const int Unguarded = 16;

    private readonly List<string> _order = [.. bound];
    private readonly List<Step> _steps = [];

    internal HashSet<string> Visible => visible;

    internal bool IsBound(string name) => bound.Contains(name);

    internal IReadOnlyCollection<string> Bound => bound;

    internal void Bind(string name)
    {
        if (bound.Add(name))
            _order.Add(name);
    }

    internal void Add(Step step) => _steps.Add(step);

    internal (int Steps, int Bound) Mark => (_steps.Count, _order.Count);

    internal void Return((int Steps, int Bound) mark)
    {
        _steps.RemoveRange(mark.Steps, _steps.Count - mark.Steps);
        foreach (var name in _order.Skip(mark.Bound))
            bound.Remove(name);
        _order.RemoveRange(mark.Bound, _order.Count - mark.Bound);
    }

    /// <summary>Joins the steps, with <paramref name="last"/> behind them, and gives the first.</summary>
    internal Step Join(Step last)
    {
        for (var i = 0; i + 1 < _steps.Count; i++)
            (_steps[i] as ScanStep)?.Foresee(_steps[i + 1]);
        var next = last;
        for (var i = _steps.Count - 1; i >= 0; i--)
        {
            if (i % Unguarded == Unguarded - 1)
                next = new GuardStep { Next = next };
            _steps[i].Next = next;
            next = _steps[i];
        }
        return next;
    }
}
