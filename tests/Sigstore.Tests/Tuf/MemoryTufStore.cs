using Attestry.Sigstore.Tuf;

namespace Attestry.Sigstore.Tests.Tuf;

internal sealed class MemoryTufStore : ITufStore
{
    internal Dictionary<string, byte[]> Files { get; } = [];

    public Task<byte[]?> LoadAsync(string name, CancellationToken cancellation) => Task.FromResult(Files.GetValueOrDefault(name));

    public Task SaveAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        Files[name] = content.ToArray();
        return Task.CompletedTask;
    }

    public Task DeleteAsync(string name, CancellationToken cancellation)
    {
        Files.Remove(name);
        return Task.CompletedTask;
    }
}
