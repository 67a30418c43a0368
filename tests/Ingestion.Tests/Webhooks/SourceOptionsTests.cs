using Attestry.Hosting.Options;
using Attestry.Ingestion.Tests.Fixtures;

namespace Attestry.Ingestion.Tests.Webhooks;

/// <summary>A source that could not be told from a stranger stops the boot.</summary>
public sealed class SourceOptionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_source_without_authentication_is_refused() =>
        Refused(("Authentication:Kind", null)).ShouldContain("Ingestion:Sources:0:Authentication:Kind");

    [Fact]
    public void Unless_it_is_said_in_so_many_words() => Build(("Authentication:Kind", null), ("AllowUnauthenticated", "true"));

    [Theory]
    [InlineData("Name", "Über/alles")]
    [InlineData("Name", null)]
    [InlineData("Name", "reconciler")]
    [InlineData("Dialect", "esperanto")]
    [InlineData("Registry", "https://registry.test/")]
    [InlineData("Registry", null)]
    [InlineData("Authentication:Kind", "password")]
    [InlineData("Authentication:Secret", null)]
    public void A_setting_that_is_missing_or_wrong_is_named(string setting, string? value) =>
        Refused((setting, value)).ShouldContain($"Ingestion:Sources:0:{setting}");

    [Theory]
    [InlineData("basic", "Username")]
    [InlineData("header", "Header")]
    [InlineData("oidc", "Issuer")]
    public void What_a_kind_needs_is_named(string kind, string setting) =>
        Refused(("Authentication:Kind", kind)).ShouldContain($"Ingestion:Sources:0:Authentication:{setting}");

    [Fact]
    public void A_secret_may_lie_in_a_file()
    {
        File.WriteAllText(_folder.File("secret"), "key\n");

        Build(("Authentication:Secret", null), ("Authentication:SecretFile", _folder.File("secret")));
    }

    [Fact]
    public void A_secret_is_not_printed() =>
        new Attestry.Ingestion.Webhooks.SourceOptions { Authentication = new() { Kind = "bearer", Secret = "hush" } }.ToString().ShouldNotContain("hush");

    private string Refused(params (string Name, string? Value)[] settings) => Should.Throw<OptionsException>(() => Build(settings)).Message;

    private void Build(params (string Name, string? Value)[] settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["Ingestion:Sources:0:Name"] = "source",
            ["Ingestion:Sources:0:Dialect"] = "harbor",
            ["Ingestion:Sources:0:Registry"] = "registry.test",
            ["Ingestion:Sources:0:Authentication:Kind"] = "authorization",
            ["Ingestion:Sources:0:Authentication:Secret"] = "key",
        };
        foreach (var (name, value) in settings)
            all[$"Ingestion:Sources:0:{name}"] = value;
        IngestionHost.Builder(_folder.File("attestry.db"), all.Where(s => s.Value is not null));
    }
}
