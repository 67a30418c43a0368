using Attestry.Hosting;
using Attestry.Hosting.Bus;
using Attestry.Hosting.Options;
using Attestry.Hosting.Security;
using Attestry.Hosting.Storage;
using Attestry.Ingestion;
using Attestry.MeasurementCollector;
using Attestry.Oci.Registries;
using Attestry.PolicyEvaluator;
using Attestry.Registry;
using Attestry.SbomScanner;
using Attestry.SignatureVerifier;
using Attestry.StatusApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Attestry.Deploy.Tests;

/// <summary>The services take what <c>docker-compose.yml</c>, <c>attestry.json</c> and the secrets say.</summary>
public sealed class SettingsTests : IDisposable
{
    private static readonly Dictionary<string, (Action<WebApplicationBuilder> Add, Action<WebApplication> Map)> Services = new()
    {
        ["ingestion"] = (builder => builder.AddIngestion(), app => app.MapIngestion()),
        ["sbom-scanner"] = (builder => builder.AddSbomScanner(), app => app.MapSbomScanner()),
        ["signature-verifier"] = (builder => builder.AddSignatureVerifier(), app => app.MapSignatureVerifier()),
        ["policy-evaluator"] = (builder => builder.AddPolicyEvaluator(), app => app.MapPolicyEvaluator()),
        ["measurement-collector"] = (builder => builder.AddMeasurementCollector(), app => app.MapMeasurementCollector()),
        ["status-api"] = (builder => builder.AddStatusApi(), app => app.MapStatusApi()),
        ["registry"] = (builder => builder.AddRegistry(), app => app.MapRegistry()),
    };

    private readonly ComposeCheckout _checkout = new();

    public static TheoryData<string> Ours => [.. ComposeFile.Containers.Where(container => container.IsOurs).Select(container => container.Name)];

    public static TheoryData<string> OnTheServers => [.. ComposeFile.Containers.Where(container => container is { IsOurs: true, Name: not "registry" }).Select(container => container.Name)];

    [Theory]
    [MemberData(nameof(Ours))]
    public async Task The_service_boots(string name)
    {
        await using var app = Build(name);

        app.Services.GetRequiredService<SecurityOptions>().ShouldNotBeNull();
    }

    [Theory]
    [MemberData(nameof(OnTheServers))]
    public void Broker_and_store_are_reached_with_the_secrets(string name)
    {
        var builder = Builder(name, []);

        var bus = builder.AddValidatedOptions<BusOptions>("Bus");
        bus.Transport.ShouldBe("rabbitmq");
        bus.Connection.ShouldBe(_checkout.Secret("bus-connection"));
        var storage = builder.AddValidatedOptions<StorageOptions>("Storage");
        storage.Provider.ShouldBe("mongodb");
        storage.Connection.ShouldBe(_checkout.Secret("store-connection"));
        var key = builder.AddValidatedOptions<SecurityOptions>("Security").ApiKeys.ShouldHaveSingleItem();
        key.Hash.ShouldBe(ApiKeys.HashOf(_checkout.Secret("api-key")));
        key.Roles.ShouldBe([Roles.Admin]);
    }

    [Fact]
    public async Task The_registry_for_evaluation_calls_the_webhook_that_ingestion_serves()
    {
        await using var registry = Build("registry");
        await using var ingestion = Build("ingestion");

        var source = ingestion.Services.GetRequiredService<IngestionOptions>().Sources.ShouldHaveSingleItem();
        var endpoint = registry.Services.GetRequiredService<EmbeddedRegistryOptions>().Endpoints.ShouldHaveSingleItem();
        endpoint.Url.ShouldBe(new Uri($"http://ingestion:8080/webhooks/{source.Name}"));
        endpoint.Headers["Authorization"].ShouldBe($"Bearer {source.Authentication.Secret}");
        source.Authentication.Secret.ShouldBe(_checkout.Secret("webhook-secret").Trim());
        source.Registry.ShouldBe(registry.Services.GetRequiredService<EmbeddedRegistryOptions>().PublicHost);
        ingestion.Services.GetRequiredService<RegistryDirectory>().IsConfigured(source.Registry!).ShouldBeTrue();
    }

    [Fact]
    public async Task The_signing_key_is_made_where_it_outlives_the_container()
    {
        await using var app = Build("policy-evaluator");

        File.ReadAllText(_checkout.Path("deploy/compose/data/policy-evaluator/signing-key.pem")).ShouldStartWith("-----BEGIN PRIVATE KEY-----");
    }

    [Fact]
    public void Without_its_secret_a_service_does_not_boot()
    {
        File.Delete(_checkout.Path("deploy/compose/secrets/webhook-secret"));

        Should.Throw<OptionsException>(() => Build("ingestion")).Message.ShouldContain("Ingestion:Sources:0:Authentication:SecretFile");
    }

    public void Dispose() => _checkout.Dispose();

    // Whether this build has MongoDB or not, it boots on a store that is always there; which one it would be is asserted above.
    private WebApplication Build(string name)
    {
        var builder = Builder(name, new()
        {
            ["Storage:Provider"] = "sqlite",
            ["Storage:Connection"] = _checkout.Path("attestry.db"),
            ["Storage:ConnectionFile"] = null,
        });
        builder.AddAttestryDefaults(name);
        Services[name].Add(builder);
        var app = builder.Build();
        app.MapAttestryDefaults();
        Services[name].Map(app);
        return app;
    }

    private WebApplicationBuilder Builder(string name, Dictionary<string, string?> instead)
    {
        var settings = ComposeFile.Find(name).Settings(_checkout);
        foreach (var (key, value) in instead)
        {
            settings.Remove(key);
            if (value is not null)
                settings[key] = value;
        }
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = _checkout.Path("") });
        builder.Configuration.AddInMemoryCollection(settings);
        return builder;
    }
}
