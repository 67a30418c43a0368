using System.Text.Json.Serialization;

namespace Attestry.Contracts.Documents;

[JsonConverter(typeof(JsonStringEnumConverter<PushState>))]
public enum PushState
{
    /// <summary>Stored and not yet settled; announced at once and again when due.</summary>
    [JsonStringEnumMemberName("open")]
    Open = 0,

    /// <summary>Fetched, verified, classified and announced to the scanners.</summary>
    [JsonStringEnumMemberName("resolved")]
    Resolved,

    /// <summary>Nothing to attest: a blob, or a manifest that is gone.</summary>
    [JsonStringEnumMemberName("ignored")]
    Ignored,

    /// <summary>Bad for good: wrong digest, malformed manifest. <see cref="PushDocument.Problem"/> says what.</summary>
    [JsonStringEnumMemberName("rejected")]
    Rejected,
}
