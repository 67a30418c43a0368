namespace Attestry.StatusApi;

public static class StatusApiService
{
    public static void AddStatusApi(this WebApplicationBuilder builder) => ArgumentNullException.ThrowIfNull(builder);

    public static void MapStatusApi(this WebApplication app) => ArgumentNullException.ThrowIfNull(app);
}
