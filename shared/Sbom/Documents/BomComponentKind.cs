namespace Attestry.Sbom.Documents;

/// <summary>What a component is, as far as both SPDX's purposes and CycloneDX's types can say.</summary>
public enum BomComponentKind
{
    Library,
    Application,
    Framework,
    Container,
    OperatingSystem,
    Device,
    Firmware,
    File,
    Data,
}
