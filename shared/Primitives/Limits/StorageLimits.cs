namespace Attestry.Primitives.Limits;

/// <summary>What every document store provider takes, so that moving to another one never meets a new limit.</summary>
public static class StorageLimits
{
    /// <summary>UTF-8 bytes of a document id. PostgreSQL's index entries end at 2,704 bytes, and each holds the id and the indexed values.</summary>
    public const int IdBytes = 1024;

    /// <summary>UTF-8 bytes of the values of one index together; see <see cref="IdBytes"/>.</summary>
    public const int IndexedBytes = 1024;

    /// <summary>JSON bytes of a document. MongoDB ends at 16 MiB of BSON, which is a little larger than JSON.</summary>
    public const int DocumentBytes = 12 << 20;

    /// <summary>Characters of a page token: the values of one index, each byte escaped at worst, in base64.</summary>
    public const int PageTokenCharacters = 16 << 10;
}
