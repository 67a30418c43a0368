using System.Runtime.InteropServices;
using System.Text;
using Attestry.Hosting.Options;

namespace Attestry.Hosting.Security;

/// <summary>A secret in a file that only its owner can read, made when it is not there.</summary>
public static partial class SecretFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <param name="setting">That names the file, for messages.</param>
    /// <param name="mostBytes">A longer file is not the secret.</param>
    /// <param name="create">Makes the secret, ASCII.</param>
    /// <exception cref="OptionsException">The file is open to others, or too long.</exception>
    public static string ReadOrCreate(string path, string setting, int mostBytes, Func<string> create)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(create);
        try
        {
            return Read(path, setting, mostBytes);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            Create(path, create());
            return Read(path, setting, mostBytes);
        }
    }

    private static string Read(string path, string setting, int mostBytes)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        // Of the open file, so that it is the file that is read.
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & ~Owner) != 0)
            throw new OptionsException($"Setting '{setting}': others than its owner can open '{path}'. Make a new key if they may have, else run chmod 600 on it.");
        if (file.Length > mostBytes)
            throw new OptionsException($"Setting '{setting}': '{path}' has {file.Length} bytes and is no key.");
        using var reader = new StreamReader(file, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    // Whole or not at all, and never over another's: of several processes that start at once, the first one's secret stays.
    // File.Move looks whether the name is free and then renames, so between two that do it at once the second one would replace what
    // the first one already uses; link(2) does both in one step. A file system without links is left with File.Move.
    private static void Create(string path, string secret)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():n}");
        var creation = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            creation.UnixCreateMode = Owner;
        try
        {
            using (var file = new FileStream(temporary, creation))
            {
                file.Write(Encoding.ASCII.GetBytes(secret + "\n"));
                file.Flush(flushToDisk: true);
            }
            if (OperatingSystem.IsWindows() || (Link(temporary, path) != 0 && !File.Exists(path)))
                File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first.
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string name);
}
