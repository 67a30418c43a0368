namespace Attestry.Ingestion;

public static class IngestionService
{
    public static void AddIngestion(this WebApplicationBuilder builder) => ArgumentNullException.ThrowIfNull(builder);

    public static void MapIngestion(this WebApplication app) => ArgumentNullException.ThrowIfNull(app);
}
