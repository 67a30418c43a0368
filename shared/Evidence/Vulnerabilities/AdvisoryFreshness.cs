namespace Attestry.Evidence.Vulnerabilities;

/// <summary>Whether the advisories are as new as they have to be.</summary>
public sealed record AdvisoryFreshness(bool IsStale, TimeSpan MaxAge)
{
    public static readonly TimeSpan DefaultMaxAge = TimeSpan.FromDays(7);

    /// <param name="refreshed">When somebody last looked for newer ones; null when nobody ever did.</param>
    public static AdvisoryFreshness Of(DateTimeOffset? refreshed, DateTimeOffset now, TimeSpan maxAge) => new(refreshed is not { } then || now - then > maxAge, maxAge);
}
