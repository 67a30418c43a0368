using Attestry.Hosting.Security;

namespace Attestry.Deploy.Tests;

/// <summary><c>deploy/compose/init.sh</c>.</summary>
public sealed class SecretsTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly ComposeCheckout _checkout = new();

    private string[] Files => [.. Directory.EnumerateFiles(_checkout.Path("deploy/compose/secrets")).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_secret_that_the_file_names_is_made_for_its_owner_alone_and_none_is_printed()
    {
        foreach (var (name, secret) in ComposeFile.Section("secrets"))
            ((Dictionary<object, object?>)secret!)["file"].ShouldBe($"./deploy/compose/secrets/{name}");
        ComposeFile.Section("secrets").Keys.Cast<string>().Except(Files.Select(path => Path.GetFileName(path))).ShouldBeEmpty();
        Files.ShouldAllBe(path => OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == Owner);
        Files.ShouldAllBe(path => !_checkout.Output.Contains(File.ReadAllText(path)));
    }

    [Fact]
    public void No_container_runs_as_root_whoever_made_the_secrets()
    {
        File.ReadAllText(_checkout.Path(".env")).ShouldMatch(@"\AATTESTRY_UID=[1-9]\d*\nATTESTRY_GID=\d+\n\z");
    }

    [Fact]
    public void A_second_run_keeps_them_and_what_else_the_environment_file_says()
    {
        var before = Files.ToDictionary(path => path, File.ReadAllText);
        File.AppendAllText(_checkout.Path(".env"), "COMPOSE_PROJECT_NAME=ours\n");

        _checkout.Initialise();

        Files.ToDictionary(path => path, File.ReadAllText).ShouldBe(before);
        File.ReadAllLines(_checkout.Path(".env")).ShouldBe(File.ReadAllLines(_checkout.Path(".env")).Distinct());
        File.ReadAllText(_checkout.Path(".env")).ShouldContain("COMPOSE_PROJECT_NAME=ours\n");
    }

    [Fact]
    public void Another_installation_has_others()
    {
        using var other = new ComposeCheckout();

        foreach (var name in Files.Select(path => Path.GetFileName(path)))
            other.Secret(name).ShouldNotBe(_checkout.Secret(name), name);
    }

    [Fact]
    public void The_services_know_the_hash_of_the_api_key()
    {
        var key = _checkout.Secret("api-key");

        ApiKeys.TryReadId(key, out var id).ShouldBeTrue();
        _checkout.Secret("api-key-id").Trim().ShouldBe(id);
        _checkout.Secret("api-key-hash").Trim().ShouldBe(ApiKeys.HashOf(key));
    }

    [Fact]
    public void Broker_and_store_know_the_passwords_that_the_services_present()
    {
        new Uri(_checkout.Secret("bus-connection")).UserInfo.ShouldBe($"attestry:{_checkout.Secret("rabbitmq-password")}");
        _checkout.Secret("rabbitmq.conf").ShouldContain($"default_pass = {_checkout.Secret("rabbitmq-password")}\n");
        _checkout.Secret("store-connection").ShouldStartWith($"mongodb://attestry:{_checkout.Secret("mongodb-password")}@mongodb:27017/attestry?");
        // MongoDB: 6 to 1,024 base64 characters.
        _checkout.Secret("mongodb-keyfile").ShouldMatch(@"\A[0-9a-f]{96}\z");
    }

    public void Dispose() => _checkout.Dispose();
}
