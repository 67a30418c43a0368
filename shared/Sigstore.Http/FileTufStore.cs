using Attestry.Sigstore.Tuf;

namespace Attestry.Sigstore.Http;

/// <summary>Keeps a TUF repository's state in a folder of its own. Each file is replaced as a whole, so that several processes can share it.</summary>
public sealed class FileTufStore(string folder) : ITufStore
{
    public async Task<byte[]?> LoadAsync(string name, CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllBytesAsync(PathOf(name), cancellation);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public async Task SaveAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(folder);
        var beside = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            await File.WriteAllBytesAsync(beside, content, cancellation);
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    public Task DeleteAsync(string name, CancellationToken cancellation)
    {
        var path = PathOf(name);
        if (File.Exists(path))
            File.Delete(path);
        return Task.CompletedTask;
    }

    private string PathOf(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '%') && name.Trim('.').Length > 0
        ? Path.Combine(folder, name)
        : throw new ArgumentException($"Not a name of a file of metadata: {name}", nameof(name));
}
