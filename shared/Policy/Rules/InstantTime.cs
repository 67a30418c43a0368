namespace Attestry.Policy.Rules;

/// <summary>The one time that an evaluation sees.</summary>
internal sealed class InstantTime(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.UtcTicks;
}
