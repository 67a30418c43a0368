using System.Text.Json.Serialization;

namespace Attestry.PolicyEvaluator.Policies.BuiltIn;

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
