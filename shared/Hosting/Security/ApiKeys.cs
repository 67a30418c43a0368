using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Attestry.Contracts.Documents;
using Attestry.Primitives;

namespace Attestry.Hosting.Security;

/// <summary>API keys (<see cref="ApiKeyText"/>) and the documents that the store keeps of them.</summary>
public static class ApiKeys
{
    public const string Prefix = ApiKeyText.Prefix;

    /// <summary>Makes a new key. The text is shown once and never stored; the document is what the store keeps.</summary>
    /// <param name="roles">Of <see cref="Roles.All"/>, at least one.</param>
    /// <exception cref="ArgumentException">No role, or one that is not known.</exception>
    public static (string Key, ApiKeyDocument Document) Create(string name, IReadOnlyList<string> roles, DateTimeOffset createdAt, DateTimeOffset? expiresAt = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(roles);
        if (roles.Count == 0 || roles.Any(role => !Roles.All.Contains(role)))
            throw new ArgumentException($"A key needs roles of {string.Join(", ", Roles.All)}.", nameof(roles));
        var (id, key) = ApiKeyText.Generate();
        return (key, new(id, name, HashOf(key), [.. roles.Distinct()], createdAt, expiresAt, null));
    }

    /// <summary>Lower-case hex SHA-256 of the whole key, as <see cref="ApiKeyDocument.Hash"/> and <c>Security:ApiKeys:0:Hash</c> hold it.</summary>
    public static string HashOf(string key) => ApiKeyText.HashOf(key);

    /// <summary>The id inside a key; false for a text that cannot be a key, so that nothing is looked up for it.</summary>
    public static bool TryReadId([NotNullWhen(true)] string? key, [NotNullWhen(true)] out string? id) => ApiKeyText.TryReadId(key, out id);

    /// <summary>Is <paramref name="key"/> the one of <paramref name="document"/>, and in force at <paramref name="now"/>?</summary>
    public static bool IsValid(ApiKeyDocument document, string key, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(document);
        var same = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(key)), Encoding.ASCII.GetBytes(document.Hash));
        return same && document.RevokedAt is null && !(document.ExpiresAt <= now);
    }
}
