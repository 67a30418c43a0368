using System.Security.Cryptography;
using System.Text;

namespace Attestry.Storage.Sql;

/// <summary>The few notations that all SQL of this library shares.</summary>
internal static class SqlText
{
    internal const string Id = "\"id\"";

    internal static string Table(ICollectionDefinition collection) => $"\"{collection.Name}\"";

    /// <summary>Carries a digest of the fields, so that an index whose fields change is built anew under a new name.</summary>
    internal static string Index(ICollectionDefinition collection, IndexDefinition index)
    {
        var fields = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(',', index.Fields)));
        return $"\"{collection.Name}_{index.Name}_{Convert.ToHexStringLower(fields.AsSpan(0, 4))}\"";
    }

    /// <summary>
    /// An indexed value as it stands in an index: null is the empty text, and all text has a mark before it. So null
    /// comes first and is no other value, and the comparison of rows, which SQL leaves unknown for NULL, always decides.
    /// </summary>
    internal static string KeyOf(string? value) => value is null ? "" : $"={value}";

    /// <summary><see cref="KeyOf"/> as SQL, over an expression that is NULL when the document has no value.</summary>
    internal static string KeyExpression(string value) => $"coalesce('=' || {value}, '')";
}
