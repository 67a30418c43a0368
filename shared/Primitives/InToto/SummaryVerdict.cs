using System.Text.Json.Serialization;

namespace Attestry.Primitives.InToto;

/// <param name="State"><c>passed</c>, <c>warned</c> or <c>failed</c>; the predicate's own result has no word for a warning.</param>
/// <param name="Decision">Id of the decision.</param>
/// <param name="Previous">Id of the decision that it follows for the same artifact; null for the first.</param>
public sealed record SummaryVerdict(
    [property: JsonPropertyName("state")] string State,
    [property: JsonPropertyName("decision")] string Decision,
    [property: JsonPropertyName("previous"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Previous,
    [property: JsonPropertyName("reasons")] IReadOnlyList<SummaryReason> Reasons)
{
    /// <summary>For which environment it was judged; null for the default one.</summary>
    [JsonPropertyName("environment"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Environment { get; init; }
}
