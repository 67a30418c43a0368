using System.Diagnostics;
using System.Security.Cryptography;
using Attestry.HostAgent.Containers;
using Attestry.HostAgent.Executables;
using Attestry.Primitives;
using Attestry.TestKit.Servers;
using Attestry.Tpm.Protocol;

namespace Attestry.HostAgent.Tests;

/// <summary>Pages in the memory of real processes.</summary>
public sealed class ExecutableTests
{
    private const string Sleep = "/bin/sleep";

    [Fact]
    public async Task Finds_the_pages_of_the_file_in_memory()
    {
        if (!File.Exists(Sleep))
            return;
        using var folder = new TemporaryFolder();
        await using var process = await StartAsync(folder);
        var executable = Scan(process, null).Single(found => found.Path == folder.File("sleep"));
        var bytes = await File.ReadAllBytesAsync(folder.File("sleep"));
        executable.File.ShouldBe($"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}");
        var segment = executable.Segments.ShouldHaveSingleItem();
        segment.Access.ShouldBe("r-x");
        segment.Root.ShouldBe(PagesOf(bytes, segment).Text);
        Scan(process, new HashSet<string> { executable.File }).ShouldHaveSingleItem().Path.ShouldBe(executable.Path);
        Scan(process, new HashSet<string> { $"sha256:{new string('0', 64)}" }).ShouldBeEmpty();
    }

    [Fact]
    public async Task Sees_a_page_that_was_changed_after_it_was_loaded()
    {
        if (!File.Exists(Sleep))
            return;
        using var folder = new TemporaryFolder();
        await using var process = await StartAsync(folder);
        var map = ProcessMaps.ReadExecutable(await File.ReadAllLinesAsync($"/proc/{process.Id}/maps")).First(found => found.Path == folder.File("sleep"));
        using (var memory = new FileStream($"/proc/{process.Id}/mem", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0))
        {
            var at = map.End - 1;
            var last = new byte[1];
            RandomAccess.Read(memory.SafeFileHandle, last, at).ShouldBe(1);
            RandomAccess.Write(memory.SafeFileHandle, [(byte)(last[0] ^ 1)], at);
        }
        var segment = Scan(process, null).Single(found => found.Path == folder.File("sleep")).Segments.ShouldHaveSingleItem();
        segment.Root.ShouldNotBe(PagesOf(await File.ReadAllBytesAsync(folder.File("sleep")), segment).Text);
    }

    [Fact]
    public async Task Passes_over_a_process_that_is_gone()
    {
        using var folder = new TemporaryFolder();
        var process = await StartAsync(folder);
        await process.DisposeAsync();
        Scan(process, null).ShouldBeEmpty();
    }

    [Fact]
    public void Does_not_wait_for_a_pipe_in_the_place_of_a_file()
    {
        using var folder = new TemporaryFolder();
        using (var made = Process.Start("mkfifo", folder.File("pipe")))
            made.WaitForExit();
        SafeOpen.Read(folder.File("pipe")).ShouldBeNull();
        SafeOpen.Read(folder.File("nothing")).ShouldBeNull();
        SafeOpen.Read("/dev/tty").ShouldBeNull();
    }

    [Fact]
    public void Reads_the_lines_of_maps()
    {
        ProcessMaps.ReadExecutable(
        [
            "55d0c0a00000-55d0c0a02000 r--p 00000000 fe:01 131 /usr/bin/a",
            "55d0c0a02000-55d0c0a06000 r-xp 00002000 fe:01 131                        /usr/bin/with space",
            "7f0000000000-7f0000001000 r-xp 00000000 00:01 99                         /memfd:x (deleted)",
            "7f0000002000-7f0000003000 rwxp 00001000 fe:01 131                        /a\\012b",
            "7ffd00000000-7ffd00002000 r-xp 00000000 00:00 0                          [vdso]",
            "ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]",
            "7f0000002000-7f0000001000 r-xp 00000000 fe:01 131 /backwards",
            "nonsense", "", "- r-xp 0 0 1 /x", "1-2 r-xp zz fe:01 1 /x",
        ]).ShouldBe([
            new(0x55d0c0a02000, 0x55d0c0a06000, "r-x", 0x2000, "/usr/bin/with space", false),
            new(0x7f0000000000, 0x7f0000001000, "r-x", 0, "/memfd:x", true),
            new(0x7f0000002000, 0x7f0000003000, "rwx", 0x1000, "/a\nb", false),
        ]);
    }

    /// <summary>A program of its own file, so that nothing else maps it.</summary>
    private static async Task<ChildProcess> StartAsync(TemporaryFolder folder)
    {
        File.Copy(Path.GetFullPath(new FileInfo(Sleep).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Sleep), folder.File("sleep"));
        var process = ChildProcess.Start(folder.File("sleep"), ["3600"]);
        await Eventually.HoldsAsync(() => File.ReadAllText($"/proc/{process.Id}/maps").Contains(folder.File("sleep"), StringComparison.Ordinal)
            && File.ReadAllText($"/proc/{process.Id}/maps").Contains("libc", StringComparison.Ordinal));
        return process;
    }

    private static IReadOnlyList<MappedExecutable> Scan(ChildProcess process, IReadOnlySet<string>? wanted) =>
        new ExecutableScan("/proc").Scan([new RunningContainer("test", "test", "test", "test", null, process.Id)], wanted, CancellationToken.None);

    private static Digest PagesOf(byte[] file, MappedSegment segment)
    {
        var tree = new PageTree();
        for (var page = 0; page < segment.Pages; page++)
        {
            var from = (int)segment.Offset + page * PageTree.PageSize;
            tree.Append(PageTree.Leaf(file.AsSpan(Math.Min(from, file.Length), Math.Clamp(file.Length - from, 0, PageTree.PageSize))));
        }
        return tree.Root();
    }
}
