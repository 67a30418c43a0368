using Attestry.Hosting.Bus;
using Attestry.Hosting.Options;
using Attestry.Hosting.Storage;
using Attestry.Storage;
using Attestry.Storage.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Attestry.Hosting;

/// <summary>What every service has, whether it runs alone or inside Standalone.</summary>
public static class AttestryDefaults
{
    public static void AddAttestryDefaults(this WebApplicationBuilder builder, string service)
    {
        ArgumentException.ThrowIfNullOrEmpty(service);
        var storage = builder.AddValidatedOptions<StorageOptions>("Storage");
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IDocumentStore>(_ => new SqliteDocumentStore(storage.Connection));
        builder.Services.AddSingleton<IContentStore, ContentStore>();
        builder.AddAttestryBus();
    }

    public static void MapAttestryDefaults(this WebApplication app) => ArgumentNullException.ThrowIfNull(app);
}
