using Attestry.Hosting.Options;
using Attestry.Storage;
using Attestry.Storage.PostgreSql;
using Attestry.Storage.Sqlite;

namespace Attestry.Hosting.Storage;

/// <summary>The providers that <see cref="StorageOptions.Provider"/> may name.</summary>
internal static class StorageProvider
{
    private static readonly IReadOnlyDictionary<string, Func<string, IDocumentStore>> All = new Dictionary<string, Func<string, IDocumentStore>>(StringComparer.Ordinal)
    {
        ["sqlite"] = connection => new SqliteDocumentStore(connection),
        ["postgresql"] = connection => new PostgreSqlDocumentStore(connection),
#if MONGODB
        ["mongodb"] = connection => new Attestry.Storage.MongoDb.MongoDbDocumentStore(connection),
#endif
    };

    /// <exception cref="OptionsException">This build lacks the provider, or the connection is not one of its.</exception>
    internal static IDocumentStore Open(StorageOptions options)
    {
        if (!All.TryGetValue(options.Provider, out var open))
            throw new OptionsException($"Setting 'Storage:Provider': this build has no '{options.Provider}'; build with -p:MongoDb=true, or take {string.Join(" or ", All.Keys)}.");
        try
        {
            return open(options.Connection);
        }
        catch (ArgumentException e)
        {
            // Without the text of the exception: it may repeat the connection string, and with it a password.
            throw new OptionsException($"Setting 'Storage:Connection' is not a connection of '{options.Provider}' ({e.GetType().Name}).");
        }
    }
}
