namespace Attestry.Sigstore.TransparencyLog;

/// <param name="Name">Of the key: for a log, its origin.</param>
/// <param name="Hint">The first four bytes of the key's id.</param>
internal sealed record NoteSignature(string Name, ReadOnlyMemory<byte> Hint, ReadOnlyMemory<byte> Signature)
{
    internal const int HintBytes = 4;
}
