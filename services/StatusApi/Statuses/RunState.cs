using System.Text.Json.Serialization;

namespace Attestry.StatusApi.Statuses;

/// <summary>May one that runs already go on?</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunState>))]
public enum RunState
{
    /// <summary>It must end.</summary>
    [JsonStringEnumMemberName("terminated")]
    Terminated = 0,

    /// <summary>It may go on until a deadline.</summary>
    [JsonStringEnumMemberName("draining")]
    Draining,

    /// <summary>It may go on.</summary>
    [JsonStringEnumMemberName("active")]
    Active,
}
