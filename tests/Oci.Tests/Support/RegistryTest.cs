using Attestry.Oci.Manifests;
using Attestry.Oci.Registries;

namespace Attestry.Oci.Tests.Support;

internal static class RegistryTest
{
    public const string Repository = "acme/app";

    public static readonly byte[] Image = System.Text.Encoding.UTF8.GetBytes(Documents.Image());

    public static RegistryClient Client(this LoopbackServer server, TimeProvider? time = null, Func<RegistryOptions, RegistryOptions>? with = null)
    {
        var options = new RegistryOptions { Host = server.Host, Insecure = true };
        return new RegistryClient(with?.Invoke(options) ?? options, time ?? TimeProvider.System);
    }

    public static async Task<byte[]> ReadAsync(this RegistryRepository repository, Descriptor blob)
    {
        await using var stream = (await repository.OpenBlobAsync(blob, CancellationToken.None))!;
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
