using System.Text.Json.Serialization;

namespace Attestry.Sbom.Comparing;

[JsonConverter(typeof(JsonStringEnumConverter<BomDifferenceKind>))]
public enum BomDifferenceKind
{
    /// <summary>The first has the package, the second does not.</summary>
    [JsonStringEnumMemberName("missing")]
    Missing,

    /// <summary>The second has the package, the first does not.</summary>
    [JsonStringEnumMemberName("extra")]
    Extra,

    /// <summary>Both have the package, in other versions.</summary>
    [JsonStringEnumMemberName("versionDiffers")]
    VersionDiffers,
}
