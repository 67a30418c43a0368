namespace Attestry.Sbom.Catalogers.Rpm;

/// <summary>The tags of a header that are read (rpm, rpmtag.h).</summary>
internal enum RpmTag : uint
{
    None = 0,
    Name = 1000,
    Version = 1001,
    Release = 1002,
    Epoch = 1003,
    Vendor = 1011,
    Licence = 1014,
    Architecture = 1022,
    SourceRpm = 1044,
    Provides = 1047,
    Requires = 1049,
    DirectoryIndexes = 1116,
    BaseNames = 1117,
    DirectoryNames = 1118,
    ModularityLabel = 5096,
}
