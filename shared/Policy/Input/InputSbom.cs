using System.ComponentModel;

namespace Attestry.Policy.Input;

public sealed record InputSbom(
    [property: Description("The images whose content was catalogued.")] IReadOnlyList<InputCatalog> Images,
    [property: Description("The packages of all images; one that is in several is listed for each.")] IReadOnlyList<InputPackage> Packages);
