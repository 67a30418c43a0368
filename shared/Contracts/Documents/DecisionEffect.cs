using System.Text.Json.Serialization;

namespace Attestry.Contracts.Documents;

/// <summary>What an entry of a policy's answer does.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DecisionEffect>))]
public enum DecisionEffect
{
    [JsonStringEnumMemberName("deny")]
    Deny = 0,

    [JsonStringEnumMemberName("warn")]
    Warn,

    [JsonStringEnumMemberName("info")]
    Info,
}
