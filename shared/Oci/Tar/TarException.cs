namespace Attestry.Oci.Tar;

/// <summary>The archive cannot be read on from here.</summary>
/// <param name="id">The finding that it comes to.</param>
internal sealed class TarException(string id, string message) : Exception(message)
{
    public string Id { get; } = id;
}
