using System.Text.Json.Serialization;

namespace Attestry.Primitives.InToto;

/// <param name="Effect"><c>deny</c>, <c>warn</c> or <c>info</c>.</param>
/// <param name="Id">The finding's dotted id.</param>
/// <param name="Location">What it is about: a package URL, a platform. Null when the artifact as a whole.</param>
public sealed record SummaryReason(
    [property: JsonPropertyName("effect")] string Effect,
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("location"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Location);
