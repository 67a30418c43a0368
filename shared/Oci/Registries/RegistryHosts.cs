using Attestry.Primitives;

namespace Attestry.Oci.Registries;

internal static class RegistryHosts
{
    /// <summary>One name per registry: lower case, and one of Docker Hub's several.</summary>
    public static string Canonical(string host) =>
        host.ToLowerInvariant() is var lower && lower is "index.docker.io" or "registry-1.docker.io" ? ImageReference.DockerHub : lower;

    /// <summary>Where the registry's API is: Docker Hub's is not at the host that references name.</summary>
    public static Uri BaseAddress(RegistryOptions options)
    {
        var host = Canonical(options.Host) is ImageReference.DockerHub ? "registry-1.docker.io" : options.Host;
        return new Uri($"{(options.Insecure ? "http" : "https")}://{host}/v2/");
    }
}
