using System.ComponentModel;

namespace Attestry.Policy.Input;

public sealed record InputSbom(
    [property: Description("The images whose whole content was catalogued. Of one that could not be read to its end some packages may be listed, and it is missing here.")] IReadOnlyList<InputCatalog> Images,
    [property: Description("The packages of all images; one that is in several is listed for each.")] IReadOnlyList<InputPackage> Packages)
{
    [Description("The SBOMs that come with the artifact, compared with the packages. The differences are findings of the kind sbom.")]
    public IReadOnlyList<InputStatedSbom> Stated { get; init; } = [];
}
