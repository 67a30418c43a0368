namespace Attestry.Oci.Tar;

/// <summary>An entry as the archive has it, extended headers applied; names are not judged yet.</summary>
/// <param name="Type">The type flag (POSIX.1-2017 pax §ustar).</param>
/// <param name="Size">Bytes of content that follow the header.</param>
/// <param name="IsSparse">The content is a map and pieces of a file, not the file.</param>
internal sealed record TarEntry(
    string Name,
    char Type,
    int Mode,
    long Size,
    long UserId,
    long GroupId,
    DateTimeOffset ModifiedAt,
    string LinkName,
    bool IsSparse)
{
    public bool IsFile => Type is '0' or '\0' or '7' && !Name.EndsWith('/');

    public bool IsDirectory => Type == '5' || Type is '0' or '\0' or '7' && Name.EndsWith('/');

    /// <summary>Types that POSIX gives no content; one that states a size is read differently by different readers.</summary>
    public static bool HasNoContent(char type) => type is '1' or '2' or '3' or '4' or '5' or '6';
}
