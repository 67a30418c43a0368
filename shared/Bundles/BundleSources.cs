using Attestry.Oci.Registries;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Rego.Bundles;

namespace Attestry.Bundles;

/// <summary>Opens what an operator or a person names as a bundle.</summary>
public static class BundleSources
{
    private const string OciPrefix = "oci://";

    /// <param name="name">A folder, an archive's path, or <c>oci://registry/repository[:tag][@digest]</c>.</param>
    /// <param name="registries">Null where none may be asked.</param>
    /// <exception cref="BundleException">None of these.</exception>
    public static IBundleSource Open(string name, BundleReading reading, RegistryDirectory? registries)
    {
        if (!IsArtifact(name))
            return Directory.Exists(name) ? new BundleFolder(name, reading) : new BundleArchiveFile(name, reading);
        if (!ImageReference.TryParse(name[OciPrefix.Length..], out var reference))
            throw new BundleException(BundleFindings.NotFound, "It is no reference. Write oci://registry/repository:tag.", Bounded.Quote(name));
        return registries?.Repository(reference.Registry, reference.Repository) is { } repository
            ? new BundleArtifact(repository, reference, reading)
            : throw new BundleException(BundleFindings.NotFound, $"The registry {reference.Registry} is not configured. Add it to the configured registries.", Bounded.Quote(name));
    }

    public static bool IsArtifact(string name) => name.StartsWith(OciPrefix, StringComparison.Ordinal);
}
