using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Attestry.TestKit;

/// <summary>Waits for what another task or process brings about, without guessing how long it takes.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Long past what anything takes here that does come, on a machine that is busy with other things too.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Returns when <paramref name="condition"/> holds.</summary>
    /// <exception cref="TimeoutException">It does not hold within three minutes, or what is given.</exception>
    public static Task HoldsAsync(Func<bool> condition, TimeSpan? within = null, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        HoldsAsync(() => Task.FromResult(condition()), within, what);

    /// <inheritdoc cref="HoldsAsync(Func{bool}, TimeSpan?, string)"/>
    public static Task HoldsAsync(Func<Task<bool>> condition, TimeSpan? within = null, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        ValueAsync(condition, holds => holds, within, what);

    /// <summary>What <paramref name="read"/> gives once that is as it should be.</summary>
    /// <exception cref="TimeoutException">It is not within three minutes, or what is given; the message has what was read last.</exception>
    public static Task<T> ValueAsync<T>(Func<T> read, Func<T, bool> condition, TimeSpan? within = null, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        ValueAsync(() => Task.FromResult(read()), condition, within, what);

    /// <inheritdoc cref="ValueAsync{T}(Func{T}, Func{T, bool}, TimeSpan?, string)"/>
    public static async Task<T> ValueAsync<T>(Func<Task<T>> read, Func<T, bool> condition, TimeSpan? within = null, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var value = await read();
            if (condition(value))
                return value;
            if (watch.Elapsed > (within ?? Patience))
                throw new TimeoutException($"After {watch.Elapsed.TotalSeconds:F0} s this still does not hold: {what}. Last read: {JsonSerializer.Serialize(value)}");
            await Task.Delay(Pause);
        }
    }
}
