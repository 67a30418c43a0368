using System.Collections.Concurrent;

namespace Attestry.TestKit;

/// <summary>The system's clock, but short pauses are over at once and remembered; long ones, which are timeouts, stay.</summary>
public sealed class HastyTime : TimeProvider
{
    private static readonly TimeSpan Timeouts = TimeSpan.FromSeconds(50);

    public ConcurrentQueue<TimeSpan> Pauses { get; } = new();

    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < TimeSpan.Zero || dueTime > Timeouts)
            return base.CreateTimer(callback, state, dueTime, period);
        Pauses.Enqueue(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
