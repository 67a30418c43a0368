namespace Attestry.Advisories.Sources;

/// <summary>A folder of its own below the system's one for temporary files, gone afterwards.</summary>
internal sealed class ScratchFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("attestry-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
