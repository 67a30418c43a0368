using System.Runtime.CompilerServices;
using Attestry.Rego.Builtins;

namespace Attestry.Rego.Evaluation;

/// <summary>Counts what an evaluation costs and stops it when that is too much, or when it is cancelled.</summary>
internal sealed class Budget(EvaluationLimits limits, CancellationToken cancellation)
{
    // Cancellation and memory are looked at once in so many steps: a look costs as much as some steps.
    private const int Interval = 4096;

    private readonly long _allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
    private long _left = limits.Steps;
    private int _untilLook = Interval;
    private int _depth;

    internal void Step()
    {
        if (--_untilLook <= 0)
            Look(Interval);
    }

    /// <summary>Takes many steps at once; false when there are not so many left.</summary>
    internal bool Charge(long steps)
    {
        if (steps > _left)
            return false;
        Look(steps);
        return true;
    }

    internal void Enter()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (++_depth > limits.Depth)
            throw new BudgetException($"rules are evaluated more than {limits.Depth} levels deep");
    }

    internal void Leave() => _depth--;

    private void Look(long steps)
    {
        _untilLook = Interval;
        _left -= steps;
        cancellation.ThrowIfCancellationRequested();
        if (_left < 0)
            throw new BudgetException($"the query took more than {limits.Steps} steps");
        if (GC.GetAllocatedBytesForCurrentThread() - _allocatedBefore > limits.AllocatedBytes)
            throw new BudgetException($"the query allocated more than {limits.AllocatedBytes} bytes");
    }
}
