using Attestry.Hosting.Options;
using Attestry.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Attestry.Hosting.Storage;

internal static class StorageExtensions
{
    /// <summary>
    /// Registers <see cref="IDocumentStore"/> and <see cref="IContentStore"/> as section <c>Storage</c> says, and prepares
    /// the store before anything else starts. Call it before the bus is added.
    /// </summary>
    /// <exception cref="OptionsException">A setting is missing or wrong, or this build lacks the provider.</exception>
    internal static void AddAttestryStorage(this IHostApplicationBuilder builder)
    {
        var options = builder.AddValidatedOptions<StorageOptions>("Storage");
        // Opened here, which connects to nothing yet, so that a wrong setting stops the boot; the factory makes the container dispose it.
        var store = StorageProvider.Open(options);
        builder.Services.AddSingleton(_ => store);
        builder.Services.AddSingleton<IContentStore, ContentStore>();
        builder.Services.AddHostedService<StorePreparation>();
    }
}
