using Attestry.Hosting;
using Attestry.Hosting.Options;
using Attestry.Ingestion;
using Attestry.MeasurementCollector;
using Attestry.PolicyEvaluator;
using Attestry.Registry;
using Attestry.SbomScanner;
using Attestry.SignatureVerifier;
using Attestry.StatusApi;

namespace Attestry.Standalone;

/// <summary>The composition root: the very services that run apart, in one process.</summary>
internal static class StandaloneHost
{
    /// <param name="quiet">Nothing is logged: the terminal belongs to the demo.</param>
    internal static WebApplication Build(StandaloneOptions options, StandaloneSecrets secrets, bool quiet)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(StandaloneSettings.Of(options, secrets));
        builder.Configuration.AddInMemoryCollection([new("Logging:Console", quiet ? "none" : "text")]);
        if (options.Settings is not null)
            builder.Configuration.AddJsonFile(Existing(options.Settings));
        builder.Configuration.AddEnvironmentVariables();
        builder.WebHost.UseUrls(options.Address.ToString());
        builder.AddAttestryDefaults("standalone");
        builder.AddRegistry();
        builder.AddIngestion();
        builder.AddSbomScanner();
        builder.AddSignatureVerifier();
        builder.AddPolicyEvaluator();
        builder.AddMeasurementCollector();
        builder.AddStatusApi();
        var app = builder.Build();
        app.MapAttestryDefaults();
        app.MapRegistry();
        app.MapIngestion();
        app.MapSbomScanner();
        app.MapSignatureVerifier();
        app.MapPolicyEvaluator();
        app.MapMeasurementCollector();
        app.MapStatusApi();
        return app;
    }

    private static string Existing(string path) =>
        File.Exists(path) ? Path.GetFullPath(path) : throw new OptionsException($"Option --settings: there is no file '{path}'.");
}
