using System.Diagnostics;

namespace Attestry.TestKit;

/// <summary>Waits for what happens on another thread or in another process.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Asks until <paramref name="holds"/> answers true.</summary>
    /// <param name="what">What is awaited, for the error: "the queue is empty".</param>
    /// <exception cref="TimeoutException">It did not hold within a minute.</exception>
    public static async Task True(Func<Task<bool>> holds, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!await holds())
        {
            if (watch.Elapsed > Patience)
                throw new TimeoutException($"Not within {Patience.TotalSeconds:0} s: {what}.");
            await Task.Delay(50);
        }
    }

    /// <inheritdoc cref="True(Func{Task{bool}}, string)"/>
    public static Task True(Func<bool> holds, string what) => True(() => Task.FromResult(holds()), what);
}
