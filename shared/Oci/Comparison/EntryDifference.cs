using System.Text.Json.Serialization;

namespace Attestry.Oci.Comparison;

/// <summary>In what an entry of one layer is not that of another.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EntryDifference>))]
public enum EntryDifference
{
    [JsonStringEnumMemberName("none")]
    None = 0,

    /// <summary>Only the later layer has the path.</summary>
    [JsonStringEnumMemberName("added")]
    Added,

    /// <summary>Only the earlier layer has the path.</summary>
    [JsonStringEnumMemberName("removed")]
    Removed,

    /// <summary>A file, directory, link, device or whiteout where the other has something else.</summary>
    [JsonStringEnumMemberName("kind")]
    Kind,

    [JsonStringEnumMemberName("content")]
    Content,

    /// <summary>Where a link leads.</summary>
    [JsonStringEnumMemberName("link-target")]
    LinkTarget,

    /// <summary>Permission bits.</summary>
    [JsonStringEnumMemberName("mode")]
    Mode,

    /// <summary>User or group, by number.</summary>
    [JsonStringEnumMemberName("ownership")]
    Ownership,

    [JsonStringEnumMemberName("timestamp")]
    Timestamp,

    /// <summary>It stands before an entry that it followed.</summary>
    [JsonStringEnumMemberName("order")]
    Order,
}
