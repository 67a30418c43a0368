namespace Attestry.HostAgent.Tests;

/// <summary>The system's clock; only waiting takes a hundredth of the time.</summary>
internal sealed class QuickTime : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 100 : dueTime, period);
}
