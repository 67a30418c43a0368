namespace Attestry.HostAgent.Host;

/// <summary>Files that the kernel makes as they are read: they have no length, and may not be there.</summary>
internal static class KernelFile
{
    /// <summary>Of one-line files: names, versions, identifiers.</summary>
    private const int LineBytes = 4096;

    /// <returns>Null when it is not there.</returns>
    /// <exception cref="AgentException">It may not be read, or is larger than <paramref name="most"/> bytes.</exception>
    internal static byte[]? Read(string path, int most)
    {
        var (bytes, more) = ReadFrom(path, 0, most);
        return more ? throw new AgentException($"{path} has more than {most} bytes.", "Check that it is the right file.") : bytes;
    }

    /// <summary>From <paramref name="offset"/>, at most <paramref name="most"/> bytes.</summary>
    internal static (byte[]? Bytes, bool More) ReadFrom(string path, long offset, int most)
    {
        try
        {
            using var file = Open(path);
            file.Seek(offset, SeekOrigin.Begin);
            using var content = new MemoryStream();
            var buffer = new byte[64 * 1024];
            while (content.Length <= most && file.Read(buffer) is > 0 and var read)
                content.Write(buffer, 0, read);
            var more = content.Length > most;
            return (content.GetBuffer().AsSpan(0, (int)Math.Min(content.Length, most)).ToArray(), more);
        }
        catch (Exception e) when (IsAbsence(e))
        {
            return (null, false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }
    }

    /// <returns>In bytes, found by reading on from a length that it has at least; null when it is not there.</returns>
    internal static long? Length(string path, long from)
    {
        try
        {
            using var file = Open(path);
            file.Seek(from, SeekOrigin.Begin);
            var buffer = new byte[64 * 1024];
            while (file.Read(buffer) is > 0 and var read)
                from += read;
            return from;
        }
        catch (Exception e) when (IsAbsence(e))
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }
    }

    /// <returns>Its text without the end of the line; empty when it is not there or may not be read.</returns>
    internal static string Line(string path)
    {
        try
        {
            return System.Text.Encoding.UTF8.GetString(Read(path, LineBytes) ?? []).Trim();
        }
        catch (AgentException)
        {
            return "";
        }
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    private static bool IsAbsence(Exception e) => e is FileNotFoundException or DirectoryNotFoundException;

    private static AgentException Unreadable(string path, Exception e) =>
        new($"{path} cannot be read: {e.Message}", "Run the agent as root or with CAP_DAC_READ_SEARCH, as its systemd unit does.", e);
}
