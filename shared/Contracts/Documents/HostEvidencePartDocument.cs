namespace Attestry.Contracts.Documents;

/// <summary>A part of an evidence's bytes, kept only until it is verified.</summary>
/// <param name="Id"><c>evidence|number</c>.</param>
public sealed record HostEvidencePartDocument(string Id, ReadOnlyMemory<byte> Bytes) : IDocument
{
    public static string KeyOf(string evidence, int number) => $"{evidence}|{number}";
}
