using Attestry.Hosting.Options;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Attestry.Hosting.Tests.Options;

public sealed class SettingsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // Of the process's environment, which other tests share: no setting of theirs.
    private readonly string _section = $"Shed{Guid.NewGuid():N}";

    [Fact]
    public void Wins_over_appsettings_and_gives_way_to_the_environment_and_the_command_line()
    {
        File.WriteAllText(_folder.File("appsettings.json"), Json("appsettings"));
        NameOf().ShouldBe("appsettings");

        File.WriteAllText(_folder.File("shared.json"), Json("shared"));
        NameOf($"--{SettingsFile.Variable}={_folder.File("shared.json")}").ShouldBe("shared");

        NameOf($"--{SettingsFile.Variable}={_folder.File("shared.json")}", $"--{_section}:Name=command").ShouldBe("command");
        Environment.SetEnvironmentVariable($"{_section}__Name", "environment");
        try
        {
            NameOf($"--{SettingsFile.Variable}={_folder.File("shared.json")}").ShouldBe("environment");
        }
        finally
        {
            Environment.SetEnvironmentVariable($"{_section}__Name", null);
        }
    }

    [Fact]
    public void Sections_of_other_services_are_overlooked()
    {
        File.WriteAllText(_folder.File("shared.json"), $$"""{"{{_section}}":{"Name":"mine"},"Policy":{"NoSuchRule":"deny"} }""");

        NameOf($"--{SettingsFile.Variable}={_folder.File("shared.json")}").ShouldBe("mine");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("""{"Shed":""")]
    [InlineData("""["Shed"]""")]
    [InlineData("""{"Shed":{"Name":"a"},"shed":{"name":"b"}}""")]
    public void One_that_is_not_there_or_not_settings_stops_the_boot(string? content)
    {
        if (content is not null)
            File.WriteAllText(_folder.File("shared.json"), content);

        Should.Throw<OptionsException>(() => NameOf($"--{SettingsFile.Variable}={_folder.File("shared.json")}"))
            .Message.ShouldStartWith("Setting 'ATTESTRY_SETTINGS': ");
    }

    public void Dispose() => _folder.Dispose();

    private string Json(string name) => $$"""{"{{_section}}":{"Name":"{{name}}"} }""";

    private string NameOf(params string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = _folder.Path });
        builder.AddAttestryConfiguration();
        return builder.AddValidatedOptions<Shed>(_section).Name;
    }

    public sealed record Shed
    {
        public string Name { get; init; } = "";
    }
}
