namespace Attestry.Contracts.Documents;

/// <summary>Files that a host measured in one boot and that its quotes prove, as they came; a file may be there twice.</summary>
/// <param name="Id"><c>host|boot|number</c>.</param>
public sealed record HostFilesDocument(string Id, IReadOnlyList<MeasuredFile> Files) : IDocument
{
    public static string KeyOf(string host, string boot, int number) => $"{host}|{boot}|{number}";
}
