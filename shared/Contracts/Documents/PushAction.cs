using System.Text.Json.Serialization;

namespace Attestry.Contracts.Documents;

[JsonConverter(typeof(JsonStringEnumConverter<PushAction>))]
public enum PushAction
{
    [JsonStringEnumMemberName("push")]
    Push = 0,

    [JsonStringEnumMemberName("delete")]
    Delete,
}
