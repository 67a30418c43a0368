using System.ComponentModel;

namespace Attestry.Policy.Input;

public sealed record InputAffected(
    [property: Description("Package URL, as in sbom.packages.")] string Purl,
    [property: Description("As in sbom.packages.")] string Name,
    [property: Description("The version that is installed.")] string Version,
    [property: Description("Digest of the image that holds it.")] string Image);
