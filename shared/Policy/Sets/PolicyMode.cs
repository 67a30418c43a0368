using System.Text.Json.Serialization;

namespace Attestry.Policy.Sets;

/// <summary>What a policy set's answers do.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PolicyMode>))]
public enum PolicyMode
{
    /// <summary>They decide.</summary>
    [JsonStringEnumMemberName("enforce")]
    Enforce = 0,

    /// <summary>They are recorded in the decision and decide nothing.</summary>
    [JsonStringEnumMemberName("audit")]
    Audit,
}
