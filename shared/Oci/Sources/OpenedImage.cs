namespace Attestry.Oci.Sources;

/// <summary>A source and what to ask it for.</summary>
/// <param name="Selector">A tag or digest for <see cref="IImageSource.GetManifestAsync"/>.</param>
public sealed record OpenedImage(IImageSource Source, string Selector) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
