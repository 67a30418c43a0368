namespace Attestry.Sigstore.Tuf;

/// <summary>Keeps what was verified, so that an older state is recognised as one, and for use without the repository. Nothing in it is believed unread.</summary>
public interface ITufStore
{
    /// <summary>Null when nothing of that name is kept.</summary>
    /// <param name="name">A file name of ASCII letters, digits, '.', '-', '_' and '%'.</param>
    Task<byte[]?> LoadAsync(string name, CancellationToken cancellation);

    Task SaveAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation);

    /// <summary>Does nothing when nothing of that name is kept.</summary>
    Task DeleteAsync(string name, CancellationToken cancellation);
}
