using System.Text.Json.Serialization;

namespace Attestry.Contracts.Documents;

[JsonConverter(typeof(JsonStringEnumConverter<ArtifactKind>))]
public enum ArtifactKind
{
    [JsonStringEnumMemberName("other")]
    Other = 0,

    [JsonStringEnumMemberName("image")]
    Image,

    [JsonStringEnumMemberName("index")]
    Index,

    [JsonStringEnumMemberName("referrer")]
    Referrer,
}
