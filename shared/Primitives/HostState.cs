using System.Text.Json.Serialization;

namespace Attestry.Primitives;

/// <summary>Whether a host is what it was enrolled as.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HostState>))]
public enum HostState
{
    /// <summary>Never said to be in any state.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown = 0,

    /// <summary>Its endorsement key is accepted; it did not attest yet.</summary>
    [JsonStringEnumMemberName("enrolled")]
    Enrolled,

    /// <summary>A person has to approve its endorsement key.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>Its last evidence was found sound, and it is not long ago.</summary>
    [JsonStringEnumMemberName("trusted")]
    Trusted,

    /// <summary>Its evidence was refused. Only a person brings it back, unless the policy says otherwise.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>It was trusted and has been silent for too long.</summary>
    [JsonStringEnumMemberName("stale")]
    Stale,

    /// <summary>A person took it out. It stays out until it is recovered.</summary>
    [JsonStringEnumMemberName("revoked")]
    Revoked,
}
