using System.Text;

namespace Attestry.Cli.Files;

/// <summary>Files that a person names: read whole, bounded, and written for their owner alone where they hold a secret.</summary>
internal static class SmallFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="CommandException">Not there, not to be read, or larger than <paramref name="most"/> bytes.</exception>
    internal static byte[] Read(string path, int most)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return Read(file, path, most);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be read: {e.Message}", "Check the path and who may read it.", e);
        }
    }

    /// <summary>The same, for a file that nobody but its owner may be able to open.</summary>
    internal static string ReadSecret(string path, int most)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(path) && (File.GetUnixFileMode(path) & ~Owner) != 0)
            throw new CommandException($"Others than its owner can open {path}.", "Make a new secret if they may have, else run chmod 600 on it.");
        return Encoding.UTF8.GetString(Read(path, most));
    }

    /// <summary>A new file that only its owner can open; never over another.</summary>
    internal static void WriteSecret(string path, string content)
    {
        var creation = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            creation.UnixCreateMode = Owner;
        Create(path, creation, content);
    }

    internal static void WriteNew(string path, string content) =>
        Create(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write }, content);

    internal static void Write(string path, ReadOnlySpan<byte> content)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
            file.Write(content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be written: {e.Message}", "Check the folder and who may write to it.", e);
        }
    }

    private static void Create(string path, FileStreamOptions creation, string content)
    {
        try
        {
            using var file = new FileStream(path, creation);
            file.Write(Encoding.UTF8.GetBytes(content));
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new CommandException($"{path} is there already.", "Give another path with -o; keys are never overwritten.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be written: {e.Message}", "Check the folder and who may write to it.", e);
        }
    }

    private static byte[] Read(FileStream file, string path, int most)
    {
        // One byte more than is allowed tells a file that is too large from one that just fits; a pipe has no length.
        using var content = new MemoryStream();
        var buffer = new byte[16 << 10];
        int read;
        while ((read = file.Read(buffer)) > 0)
        {
            content.Write(buffer, 0, read);
            if (content.Length > most)
                throw new CommandException($"{path} has more than {most} bytes.", "Check that it is the right file.");
        }
        return content.ToArray();
    }
}
