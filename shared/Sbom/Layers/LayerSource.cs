using System.Text.Json.Serialization;
using Attestry.Primitives.Findings;

namespace Attestry.Sbom.Layers;

/// <summary>One file of a layer that was read, and what it told. A file that tells nothing is kept too: it replaces what lower layers have there.</summary>
/// <param name="Path">In the image's root, without leading slash.</param>
/// <param name="Cataloger">Name of who read it.</param>
public sealed record LayerSource(string Path, string Cataloger, IReadOnlyList<Package> Packages)
{
    /// <summary>What it says that is no package: users, the distribution's name, licences.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Facts { get; init; }

    /// <summary>Of a package manager's records: which files belong to which package.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<OwnedFiles>? Owned { get; init; }

    /// <summary>Why it could not be read whole.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Finding? Finding { get; init; }
}
