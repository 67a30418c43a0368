using System.Text.Json.Serialization;
using Attestry.Primitives;

namespace Attestry.Contracts.Evidence;

/// <param name="Purl">Package URL (purl-spec), canonical.</param>
/// <param name="Type">The purl type: <c>deb</c>, <c>apk</c>, <c>golang</c>, <c>nuget</c>, <c>npm</c>, <c>pypi</c>.</param>
/// <param name="Licence">As declared; null when unknown.</param>
/// <param name="Layer">Digest of the layer that brought it.</param>
/// <param name="FoundIn">Path of the file that tells of it.</param>
/// <param name="FoundBy">Name of the cataloger.</param>
public sealed record EvidencePackage(
    string Purl,
    string Type,
    string Name,
    string Version,
    string? Licence,
    Digest Layer,
    string FoundIn,
    string FoundBy)
{
    /// <summary>Package URLs of what was also found in files that this package of the distribution brought: the same thing under a second name. Null when nothing was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Provides { get; init; }
}
