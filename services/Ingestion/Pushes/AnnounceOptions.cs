using System.ComponentModel.DataAnnotations;

namespace Attestry.Ingestion.Pushes;

/// <summary>Section <c>Ingestion:Announce</c>: how pushes that were stored and not settled are announced again.</summary>
public sealed record AnnounceOptions : IValidatableObject
{
    /// <summary>How often the store is asked for pushes that are due.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long after its first announcement a push is due; doubles with every further one.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest time between two announcements of one push. There is no last one: a push is never given up while its registry cannot be reached.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>When a push that was announced <paramref name="attempts"/> times is due again.</summary>
    internal TimeSpan DelayAfter(int attempts)
    {
        var doubled = FirstDelay * Math.Pow(2, Math.Clamp(attempts - 1, 0, 20));
        return doubled < LongestDelay ? doubled : LongestDelay;
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Interval <= TimeSpan.Zero || FirstDelay <= TimeSpan.Zero || LongestDelay < FirstDelay)
            yield return new("needs an interval and delays over zero, the longest not below the first.", [nameof(Interval)]);
    }
}
