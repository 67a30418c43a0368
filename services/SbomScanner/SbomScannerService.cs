namespace Attestry.SbomScanner;

public static class SbomScannerService
{
    public static void AddSbomScanner(this WebApplicationBuilder builder) => ArgumentNullException.ThrowIfNull(builder);

    public static void MapSbomScanner(this WebApplication app) => ArgumentNullException.ThrowIfNull(app);
}
