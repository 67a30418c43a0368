namespace Attestry.Ingestion.Tests.Fixtures;

internal static class Awaited
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>The value as soon as the condition holds; fails with what was last seen at the deadline.</summary>
    public static async Task<T> Value<T>(Func<Task<T>> read, Func<T, bool> condition)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (true)
        {
            var value = await read();
            if (condition(value))
                return value;
            if (deadline.IsCancellationRequested)
                throw new ShouldAssertException($"Did not come to hold within {Deadline}; last seen: {System.Text.Json.JsonSerializer.Serialize(value)}");
            await Task.Delay(20);
        }
    }

    public static Task<T> Value<T>(Func<T> read, Func<T, bool> condition) => Value(() => Task.FromResult(read()), condition);
}
