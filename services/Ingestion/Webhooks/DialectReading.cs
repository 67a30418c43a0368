namespace Attestry.Ingestion.Webhooks;

/// <summary>What a dialect made of a request: its events, or what is wrong with it.</summary>
/// <param name="Problem">For people; null when the request could be read.</param>
/// <param name="Answer">What the source wants to hear, as JSON, where it asks something (Event Grid's validation); null otherwise.</param>
internal sealed record DialectReading(IReadOnlyList<RegistryEvent> Events, string? Problem = null, string? Answer = null)
{
    public static DialectReading Of(params IEnumerable<RegistryEvent> events) => new([.. events]);

    /// <summary>A request that is well and says nothing to keep: a ping, an event of another kind.</summary>
    public static DialectReading Nothing { get; } = new([RegistryEvent.Ignored]);

    public static DialectReading Malformed(string problem) => new([], problem);
}
