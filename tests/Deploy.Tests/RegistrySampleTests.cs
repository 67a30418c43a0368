using System.Text.RegularExpressions;
using Attestry.Hosting;
using Attestry.Ingestion;
using Attestry.Oci.Registries;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Attestry.Deploy.Tests;

/// <summary>The settings in <c>deploy/registries/*.md</c> are ones that the ingestion service takes.</summary>
public sealed partial class RegistrySampleTests : IDisposable
{
    private static readonly string Samples = Path.Combine(Repository.Root, "deploy/registries");

    private readonly TemporaryFolder _folder = new();

    private static readonly string[] All = ["distribution", "harbor", "docker-hub", "quay", "github", "acr", "ecr", "zot", "gar"];

    public static TheoryData<string> Dialects => [.. All];

    [Fact]
    public void Every_dialect_has_its_page()
    {
        Directory.EnumerateFiles(Samples, "*.md").Select(path => Path.GetFileNameWithoutExtension(path)).Except(["README"]).Order()
            .ShouldBe(All.Order());
        foreach (var dialect in All)
            File.ReadAllText(Path.Combine(Samples, "README.md")).ShouldContain($"]({dialect}.md) | `{dialect}` | `");
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task The_page_configures_its_dialect_and_names_the_url_that_it_serves(string dialect)
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Samples, $"{dialect}.md"));

        await using var app = Build(Settings().Match(page).Groups[1].Value);

        var source = app.Services.GetRequiredService<IngestionOptions>().Sources.ShouldHaveSingleItem();
        source.Dialect.ShouldBe(dialect);
        var registries = app.Services.GetRequiredService<RegistryDirectory>();
        foreach (var registry in source.Registries.Append(source.Registry).OfType<string>())
            registries.IsConfigured(registry).ShouldBeTrue(registry);
        page.ShouldContain($"https://attestry.example/webhooks/{source.Name}{(source.Authentication.Kind == "path" ? "/THE-SECRET" : "")}");
        (await File.ReadAllTextAsync(Path.Combine(Samples, "README.md"))).ShouldContain($"| `{dialect}` | `{source.Authentication.Kind}` |");
        if (source.Authentication.Header is { } header)
            page.Split("```json")[1].Split("```", 2)[1].ShouldContain(header);
    }

    public void Dispose() => _folder.Dispose();

    private WebApplication Build(string json)
    {
        // Of registries the password is read when it is needed.
        File.WriteAllText(_folder.File("webhook-secret"), "a secret\n");
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = _folder.Path });
        File.WriteAllText(_folder.File("attestry.json"), json.Replace("/run/secrets", _folder.Path, StringComparison.Ordinal));
        builder.Configuration["ATTESTRY_SETTINGS"] = _folder.File("attestry.json");
        builder.Configuration["Storage:Connection"] = _folder.File("attestry.db");
        builder.AddAttestryDefaults("ingestion");
        builder.AddIngestion();
        var app = builder.Build();
        app.MapIngestion();
        return app;
    }

    [GeneratedRegex(@"```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Settings();
}
