using System.Text.Json.Serialization;

namespace Attestry.Contracts.Documents;

/// <summary>The state of the decision about an artifact. Only <see cref="Passed"/> and <see cref="Warned"/> admit.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DecisionState>))]
public enum DecisionState
{
    [JsonStringEnumMemberName("unknown")]
    Unknown = 0,

    [JsonStringEnumMemberName("pending")]
    Pending,

    [JsonStringEnumMemberName("passed")]
    Passed,

    [JsonStringEnumMemberName("warned")]
    Warned,

    [JsonStringEnumMemberName("failed")]
    Failed,

    [JsonStringEnumMemberName("revoked")]
    Revoked,
}
