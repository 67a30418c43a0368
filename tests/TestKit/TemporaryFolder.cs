using System.Diagnostics;

namespace Attestry.TestKit;

/// <summary>A folder of its own, gone with its content when disposed.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public string Path { get; } = Directory.CreateTempSubdirectory("attestry-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        for (var watch = Stopwatch.StartNew(); Directory.Exists(Path); Thread.Sleep(20))
        {
            try
            {
                Directory.Delete(Path, recursive: true);
            }
            catch (IOException) when (watch.Elapsed < Patience)
            {
                // Of a program that was killed one or the other process may still be writing.
            }
        }
    }
}
