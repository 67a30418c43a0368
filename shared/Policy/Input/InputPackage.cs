using System.ComponentModel;

namespace Attestry.Policy.Input;

public sealed record InputPackage(
    [property: Description("Package URL, canonical.")] string Purl,
    [property: Description("Type of the package URL: deb, apk, golang, maven, npm, nuget, pypi and so on.")] string Type,
    [property: Description("As the ecosystem writes it; of Maven group:artifact.")] string Name,
    [property: Description("As the ecosystem writes it.")] string Version,
    [property: Description("As declared; empty when unknown.")] IReadOnlyList<string> Licenses,
    [property: Description("Digest of the image that holds it.")] string Image,
    [property: Description("Digest of the layer that brought it.")] string Layer,
    [property: Description("Path of the file that tells of it.")] string FoundIn);
