using System.Collections.Concurrent;

namespace Attestry.Rego.Builtins;

/// <summary>What a call may know beyond its operands. One for each evaluation of a query; not shared between threads.</summary>
public sealed class BuiltinContext
{
    private readonly Func<long, bool> _charge;
    private Dictionary<object, object>? _memory;

    /// <param name="now">The time of the query; every call in it sees the same.</param>
    /// <param name="seed">Of <c>rand.intn</c> and <c>uuid.rfc4122</c>; the same seed gives the same answers.</param>
    /// <param name="charge">Takes a number of steps from the query's budget; false when it is spent.</param>
    /// <param name="patterns">Compiled patterns, shared by all evaluations of a program; bounded by its users.</param>
    public BuiltinContext(DateTimeOffset now, ulong seed, Func<long, bool> charge, ConcurrentDictionary<(string Kind, string Pattern), object> patterns, CancellationToken cancellation)
    {
        Now = now;
        Seed = seed;
        Patterns = patterns;
        Cancellation = cancellation;
        _charge = charge;
    }

    public DateTimeOffset Now { get; }

    public ulong Seed { get; }

    public CancellationToken Cancellation { get; }

    public ConcurrentDictionary<(string Kind, string Pattern), object> Patterns { get; }

    /// <summary>Receives what <c>print</c> and <c>trace</c> say; null when nobody listens.</summary>
    public Action<string>? Listener { get; init; }

    /// <summary>Answers within this query that must stay the same, such as a random number for one key.</summary>
    public T Remember<T>(object key, Func<T> make)
        where T : notnull
    {
        _memory ??= [];
        if (_memory.TryGetValue(key, out var known))
            return (T)known;
        var made = make();
        _memory[key] = made;
        return made;
    }

    /// <summary>
    /// Takes <paramref name="steps"/> from the query's budget: about one for each value that is made or looked at. Call it before
    /// the work where one call may do more than a handful.
    /// </summary>
    /// <exception cref="BudgetException">The budget is spent.</exception>
    /// <exception cref="OperationCanceledException">The query was cancelled.</exception>
    public void Charge(long steps)
    {
        Cancellation.ThrowIfCancellationRequested();
        if (!_charge(steps))
            throw new BudgetException("the query did more work than its limit allows");
    }
}
