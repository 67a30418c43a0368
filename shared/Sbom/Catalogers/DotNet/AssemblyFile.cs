using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Attestry.Sbom.Catalogers.Binaries;

namespace Attestry.Sbom.Catalogers.DotNet;

/// <summary>
/// A .NET assembly by its own metadata (ECMA-335 II.22.2): name, and as version what its maker wrote for people
/// (<c>AssemblyInformationalVersion</c>) or the assembly's own. Other programs of Windows say nothing here.
/// </summary>
internal static class AssemblyFile
{
    private const string InformationalVersion = "AssemblyInformationalVersionAttribute";

    internal static bool Read(BinaryImage image, SourceSink found)
    {
        if (image is not PeImage { IsManaged: true, FromStart: true })
            return false;
        try
        {
            Read(image.Window, found);
        }
        // Everything that the format's reader says of bytes that contradict each other.
        catch (Exception e) when (e is BadImageFormatException or ArgumentException or InvalidOperationException or IndexOutOfRangeException or OverflowException)
        {
            found.Malformed("the assembly's metadata contradicts itself");
        }
        return true;
    }

    // Where it lies: a copy of each assembly would be garbage of as many bytes as there are assemblies.
    private static unsafe void Read(ReadOnlyMemory<byte> file, SourceSink found)
    {
        using var pinned = file.Pin();
        using var reader = new PEReader((byte*)pinned.Pointer, file.Length);
        if (reader.HasMetadata && reader.GetMetadataReader() is { IsAssembly: true } metadata)
            Read(metadata, found);
    }

    private static void Read(MetadataReader metadata, SourceSink found)
    {
        var assembly = metadata.GetAssemblyDefinition();
        var version = assembly.Version.ToString();
        var informational = Informational(metadata, assembly);
        found.Add(new(PackageTypes.NuGet, metadata.GetString(assembly.Name), informational ?? version)
        {
            Properties = PackageProperties.Of(("dotnet:type", "assembly"), ("dotnet:assembly-version", version)),
        });
    }

    // "13.0.3+abcdef": the build behind the plus is no part of a package's version.
    private static string? Informational(MetadataReader metadata, AssemblyDefinition assembly)
    {
        foreach (var handle in assembly.GetCustomAttributes())
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (NameOf(metadata, attribute) != InformationalVersion)
                continue;
            var value = metadata.GetBlobReader(attribute.Value);
            // II.23.3: a prolog of 1, then the text.
            if (value.RemainingBytes > 2 && value.ReadUInt16() == 1 && value.ReadSerializedString()?.Split('+')[0].Trim() is { Length: > 0 } text && char.IsAsciiDigit(text[0]) && !text.Contains(' ', StringComparison.Ordinal))
                return text;
        }
        return null;
    }

    private static string? NameOf(MetadataReader metadata, CustomAttribute attribute) =>
        attribute.Constructor.Kind == HandleKind.MemberReference
        && metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } type
            ? metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)type).Name)
            : null;
}
