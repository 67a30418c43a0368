using System.Text.Json.Serialization;

namespace Attestry.Policy.BuiltIn;

/// <summary>What follows when a rule is not satisfied, or cannot be judged.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RuleEffect>))]
public enum RuleEffect
{
    [JsonStringEnumMemberName("deny")]
    Deny = 0,

    [JsonStringEnumMemberName("warn")]
    Warn,

    [JsonStringEnumMemberName("off")]
    Off,
}
