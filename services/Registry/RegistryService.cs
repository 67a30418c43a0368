namespace Attestry.Registry;

public static class RegistryService
{
    public static void AddRegistry(this WebApplicationBuilder builder) => ArgumentNullException.ThrowIfNull(builder);

    public static void MapRegistry(this WebApplication app) => ArgumentNullException.ThrowIfNull(app);
}
