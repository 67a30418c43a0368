using Attestry.EndToEnd.Images;
using Attestry.HostAgent.Tests;
using Attestry.Oci.Building;
using Attestry.TestKit.Servers;

namespace Attestry.EndToEnd.Hosts;

/// <summary>An image of real programs: <c>sleep</c> and <c>env</c> of this machine with their loader and library, in two layers; and the same unpacked, to be run.</summary>
internal sealed class ProgramImage : IDisposable
{
    internal const string Sleep = "bin/sleep";

    private readonly TemporaryFolder _root = new();

    private ProgramImage(IReadOnlyDictionary<string, byte[]> files)
    {
        Files = files;
        foreach (var (path, content) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_root.File(path))!);
            File.WriteAllBytes(_root.File(path), content);
            File.SetUnixFileMode(_root.File(path), (UnixFileMode)0b111_101_101);
        }
    }

    /// <summary>By their paths in the image.</summary>
    internal IReadOnlyDictionary<string, byte[]> Files { get; }

    /// <summary>Null where this machine has other libraries.</summary>
    internal static ProgramImage? Open()
    {
        var loader = Loader("/lib64/ld-linux-x86-64.so.2") ?? Loader("/lib/ld-linux-aarch64.so.1");
        var folders = new[] { "/lib/x86_64-linux-gnu", "/usr/lib64", "/lib64", "/lib/aarch64-linux-gnu" };
        var library = folders.Select(folder => Path.Combine(folder, "libc.so.6")).FirstOrDefault(File.Exists);
        if (loader is null || library is null || ExternalProgram.Search("sleep") is not { } sleep || ExternalProgram.Search("env") is not { } env)
        {
            Console.Error.WriteLine("NOTICE Programs of this machine that an image could be made of were not found.");
            return null;
        }
        return new(new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["bin/env"] = File.ReadAllBytes(env),
            [Sleep] = File.ReadAllBytes(sleep),
            ["lib/ld.so"] = File.ReadAllBytes(loader),
            ["lib/libc.so.6"] = File.ReadAllBytes(library),
        });
    }

    /// <summary>The same with one more program, which is in no other image.</summary>
    internal ProgramImage With(string path)
    {
        var files = new SortedDictionary<string, byte[]>(Files.ToDictionary(), StringComparer.Ordinal) { [path] = [.. Files[Sleep], .. Guid.NewGuid().ToByteArray()] };
        return new(files);
    }

    /// <param name="name">Makes it another image than those with other names, of the same layers.</param>
    internal ImageBuilder Build(string name)
    {
        using var libraries = new LayerBuilder();
        using var programs = new LayerBuilder();
        foreach (var (path, content) in Files)
            (path.StartsWith("lib/", StringComparison.Ordinal) ? libraries : programs).AddFile(path, content, executable: true);
        var image = TestImage.Build(name);
        return image with { Layers = [.. image.Layers, libraries.Build(), programs.Build()] };
    }

    /// <summary>As a kernel does when a container of the image starts.</summary>
    internal async Task MeasureAsync(TestHost host)
    {
        foreach (var (path, content) in Files)
            await host.MeasureFileAsync($"/{path}", content);
    }

    /// <summary>Runs <c>sleep</c> with the image's own loader and library.</summary>
    internal async Task<ChildProcess> RunAsync()
    {
        var process = ChildProcess.Start(_root.File("lib/ld.so"), ["--library-path", _root.File("lib"), _root.File(Sleep), "3600"]);
        await Eventually.HoldsAsync(() => File.ReadAllText($"/proc/{process.Id}/maps") is var maps
            && maps.Contains(_root.File(Sleep), StringComparison.Ordinal) && maps.Contains(_root.File("lib/libc.so.6"), StringComparison.Ordinal));
        return process;
    }

    public void Dispose() => _root.Dispose();

    private static string? Loader(string path) => File.Exists(path) ? path : null;
}
