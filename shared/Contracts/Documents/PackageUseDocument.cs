using Attestry.Primitives;

namespace Attestry.Contracts.Documents;

/// <summary>
/// That a layer brings a package, at whatever version: from a package about which something became known to the layers that hold it, and from
/// those (<see cref="LayerUseDocument"/>) to the artifacts. Kept once for each layer, however many images share it.
/// </summary>
/// <param name="Id"><c>package|layer digest</c>.</param>
/// <param name="Package"><c>ecosystem|name</c>; of distributions the format in place of the ecosystem: <c>Go|golang.org/x/net</c>, <c>deb|openssl</c>.</param>
public sealed record PackageUseDocument(string Id, string Package, Digest Layer) : IDocument
{
    public static string KeyOf(string package, Digest layer) => $"{package}|{layer}";
}
