using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Attestry.HostAgent.Executables;

/// <summary>Opens files that others choose: a named pipe or a device in their place must not make the agent wait.</summary>
internal static class SafeOpen
{
    // open(2) of Linux on x86-64 and arm64.
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;

    /// <returns>Null when it is not there, may not be read, or is no file.</returns>
    internal static FileStream? Read(string path)
    {
        var descriptor = Open([.. Encoding.UTF8.GetBytes(path), 0], NonBlocking | CloseOnExec);
        if (descriptor < 0)
            return null;
        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        try
        {
            var file = new FileStream(handle, FileAccess.Read, bufferSize: 0);
            if (file.CanSeek)
                return file;
            file.Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            handle.Dispose();
        }
        return null;
    }

    [DllImport("libc", EntryPoint = "open", ExactSpelling = true), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Open(byte[] path, int flags);
}
