using System.Runtime.CompilerServices;

namespace Attestry.PolicyEvaluator.Tests;

internal static class Eventually
{
    internal static Task Holds(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        Holds(() => Task.FromResult(condition()), what);

    internal static async Task Holds(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            deadline.IsCancellationRequested.ShouldBeFalse(what);
            await Task.Delay(5);
        }
    }
}
