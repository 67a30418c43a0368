using System.Text.Json.Serialization;

namespace Attestry.Primitives.InToto;

/// <param name="Effect"><c>deny</c>, <c>warn</c> or <c>info</c>.</param>
/// <param name="Id">The finding's dotted id.</param>
/// <param name="Location">What it is about: a package URL, a platform. Null when the artifact as a whole.</param>
public sealed record SummaryReason(
    [property: JsonPropertyName("effect")] string Effect,
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("location"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Location)
{
    /// <summary>Name of the policy set that says it.</summary>
    [JsonPropertyName("policySet"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PolicySet { get; init; }

    /// <summary>The controls that the rule serves.</summary>
    [JsonPropertyName("controls"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Controls { get; init; }

    /// <summary>True when the set is in audit mode: it is recorded and did not decide.</summary>
    [JsonPropertyName("audit"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Audit { get; init; }

    /// <summary>Id of the exception that took it away, so that it did not decide.</summary>
    [JsonPropertyName("exception"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Exception { get; init; }
}
