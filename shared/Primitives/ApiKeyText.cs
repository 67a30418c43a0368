using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Attestry.Primitives;

/// <summary>
/// An API key as it is written: <c>att_&lt;id&gt;_&lt;secret&gt;</c>, 16 hexadecimal digits that name the key and 64 that prove
/// it. Only a hash is kept; the secret is 256 random bits, so a fast hash cannot be searched.
/// </summary>
public static class ApiKeyText
{
    public const string Prefix = "att_";

    private const int IdLength = 16;
    private const int KeyLength = 4 + IdLength + 1 + 64;

    /// <summary>A new key: a secret.</summary>
    public static (string Id, string Key) Generate()
    {
        var id = RandomNumberGenerator.GetHexString(IdLength, lowercase: true);
        return (id, $"{Prefix}{id}_{RandomNumberGenerator.GetHexString(64, lowercase: true)}");
    }

    /// <summary>Lower-case hex SHA-256 of the whole key.</summary>
    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>The id inside a key; false for a text that cannot be a key, so that nothing is looked up for it.</summary>
    public static bool TryReadId([NotNullWhen(true)] string? key, [NotNullWhen(true)] out string? id)
    {
        id = key is { Length: KeyLength } && key.StartsWith(Prefix, StringComparison.Ordinal) && key[Prefix.Length + IdLength] == '_' && key.All(char.IsAscii)
            ? key.Substring(Prefix.Length, IdLength)
            : null;
        return id is not null;
    }
}
