using System.Diagnostics;

namespace Attestry.TestKit.Servers;

/// <summary>
/// What this test process has running. A shell of its own session waits for the end of this process, however it comes (a test runner
/// kills without asking), then ends what is still listed and removes the folder: nothing stays behind.
/// </summary>
internal static class TestRun
{
    // For each file NAME.pid with a signal in it: send that signal to the process group NAME; what is still there later is killed.
    private const string Reaper = """
        cat >/dev/null
        signal_all() {
          any=1
          for file in "$1"/*.pid; do
            [ -f "$file" ] || continue
            group=${file##*/}
            kill -s "${2:-$(cat "$file")}" -- "-${group%.pid}" 2>/dev/null && any=0
          done
          return $any
        }
        signal_all "$1"
        for pause in 1 2 3 4 5 6 7 8; do
          signal_all "$1" 0 || break
          sleep 0.25
        done
        signal_all "$1" KILL
        rm -rf -- "$1"
        """;

    private static readonly Lazy<string> Folder = new(Begin);

    // Held for the life of this process: its end is what the shell waits for.
    private static Process? _reaper;

    /// <summary>A new folder; whoever runs as another user may enter it.</summary>
    public static string NewFolder() => Directory.CreateDirectory(Path.Combine(Folder.Value, Guid.NewGuid().ToString("N")[..12])).FullName;

    public static void Add(int group, string signal) => File.WriteAllText(Entry(group), signal);

    public static void Remove(int group) => File.Delete(Entry(group));

    private static string Entry(int group) => Path.Combine(Folder.Value, $"{group}.pid");

    private static string Begin()
    {
        var folder = Directory.CreateTempSubdirectory("attestry-servers-").FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_001_001);
        _reaper = Process.Start(new ProcessStartInfo("setsid", ["--", "sh", "-c", Reaper, "sh", folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        });
        return folder;
    }
}
