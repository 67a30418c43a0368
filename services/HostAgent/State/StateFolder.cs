using System.Text.Json;
using Attestry.Primitives;
using Attestry.Tpm.Protocol;

namespace Attestry.HostAgent.State;

/// <summary>The folder with the agent's state, of which one process at a time has hold.</summary>
internal sealed class StateFolder : IDisposable
{
    private const int MostBytes = 64 * 1024;

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _file;
    private readonly FileStream _lock;

    private StateFolder(string file, FileStream held) => (_file, _lock) = (file, held);

    /// <exception cref="AgentException">It cannot be written, or another process has it.</exception>
    internal static StateFolder Open(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder, Owner | UnixFileMode.UserExecute);
            return new(PathOf(folder), new FileStream(Path.Combine(folder, "lock"), Options(FileMode.OpenOrCreate)));
        }
        catch (IOException e) when (Directory.Exists(folder) && e is not PathTooLongException)
        {
            throw new AgentException($"Another attestry-agent works with {folder}, or it cannot be written: {e.Message}", "Stop the other one, or give another folder with --state.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AgentException($"{folder} cannot be written: {e.Message}", "Give a folder that the agent may write to with --state.", e);
        }
    }

    /// <returns>Null when there is none yet.</returns>
    /// <exception cref="AgentException">It cannot be read.</exception>
    internal static AgentState? Peek(string folder) => Read(PathOf(folder));

    /// <inheritdoc cref="Peek"/>
    internal AgentState? Read() => Read(_file);

    /// <summary>The old state or the new one is there, whenever the machine stops.</summary>
    internal void Write(AgentState state)
    {
        var next = $"{_file}.new";
        using (var file = new FileStream(next, Options(FileMode.Create)))
        {
            file.Write(JsonSerializer.SerializeToUtf8Bytes(state, HostProtocol.Json));
            file.Flush(flushToDisk: true);
        }
        File.Move(next, _file, overwrite: true);
    }

    public void Dispose() => _lock.Dispose();

    private static string PathOf(string folder) => Path.Combine(folder, "agent.json");

    private static FileStreamOptions Options(FileMode mode) =>
        new() { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None, UnixCreateMode = Owner };

    private static AgentState? Read(string path)
    {
        try
        {
            var bytes = Host.KernelFile.Read(path, MostBytes);
            var state = bytes is null ? null : JsonSerializer.Deserialize<AgentState>(bytes, HostProtocol.Json);
            return state is null || HostProtocol.IsHostId(state.HostId) ? state : throw new JsonException($"'{Bounded.Quote(state.HostId)}' is no host id.");
        }
        catch (JsonException e)
        {
            throw new AgentException($"{path} is damaged: {Bounded.Quote(e.Message)}", "Remove it: the host then enrols anew under its id, with the same TPM.", e) { IsFinal = true };
        }
    }
}
