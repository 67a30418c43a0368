using Attestry.Primitives;

namespace Attestry.Oci.Sources;

/// <summary>Content that lies in files, found by its digest and by nothing that the content itself says.</summary>
internal interface IBlobFiles : IAsyncDisposable
{
    /// <summary>Null when it is not there.</summary>
    /// <exception cref="OciException">It leads out of the layout.</exception>
    Stream? Open(Digest digest);
}
