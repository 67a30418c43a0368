using System.Text.Json.Serialization;

namespace Attestry.Sbom.Comparison;

/// <summary>How far two builds are the same.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Reproducibility>))]
public enum Reproducibility
{
    /// <summary>One of them could not be read whole.</summary>
    [JsonStringEnumMemberName("not-compared")]
    NotCompared = 0,

    /// <summary>Files differ.</summary>
    [JsonStringEnumMemberName("different")]
    Different,

    /// <summary>The unpacked layers are the same bytes; only their compression differs.</summary>
    [JsonStringEnumMemberName("same-archives")]
    SameArchives,

    /// <summary>The layers are the same bytes; only the configuration or the manifest differs.</summary>
    [JsonStringEnumMemberName("same-layers")]
    SameLayers,

    /// <summary>One manifest.</summary>
    [JsonStringEnumMemberName("identical")]
    Identical,
}
