using Attestry.Hosting.Options;

namespace Attestry.Standalone.Demo;

/// <summary>The folder that a run of the demo fills. Only what an earlier run left is ever deleted.</summary>
internal sealed class DemoFolder
{
    private const string Marker = ".attestry-demo";

    private DemoFolder(string path) => Root = path;

    internal string Root { get; }

    /// <exception cref="OptionsException">The folder holds something else.</exception>
    internal static DemoFolder Create(string path)
    {
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            if (!File.Exists(Path.Combine(path, Marker)))
                throw new OptionsException($"Option --output: '{path}' holds something that the demo did not make; name another folder.");
            Directory.Delete(path, recursive: true);
        }
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, Marker), "Made by the demo, which deletes this folder when it runs again.\n");
        return new(Path.GetFullPath(path));
    }

    internal string PathOf(string name) => Path.Combine(Root, name);

    internal string Write(string name, string text)
    {
        var path = PathOf(name);
        File.WriteAllText(path, text);
        return path;
    }

    internal async Task WriteAsync(string name, byte[] content, CancellationToken cancellation)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, content, cancellation);
    }
}
