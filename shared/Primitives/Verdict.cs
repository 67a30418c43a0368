using System.Text.Json.Serialization;

namespace Attestry.Primitives;

/// <summary>What a check concluded. The zero value says that nothing was concluded; pass is never a default.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
public enum Verdict
{
    [JsonStringEnumMemberName("not-evaluated")]
    NotEvaluated = 0,

    [JsonStringEnumMemberName("passed")]
    Passed,

    [JsonStringEnumMemberName("warned")]
    Warned,

    [JsonStringEnumMemberName("failed")]
    Failed,
}
