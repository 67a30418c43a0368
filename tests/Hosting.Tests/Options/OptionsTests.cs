using System.ComponentModel.DataAnnotations;
using Attestry.Hosting.Options;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Attestry.Hosting.Tests.Options;

public sealed class OptionsTests
{
    [Fact]
    public void Binds_lists_records_and_dictionaries_and_registers_the_instance()
    {
        var builder = Builder(
            ("Garden:Name", "north"), ("Garden:Beds:0:Plant", "rose"), ("Garden:Beds:0:Rows", "3"), ("Garden:Beds:1:Plant", "leek"), ("Garden:Signs:gate", "open"));

        var garden = builder.AddValidatedOptions<Garden>("Garden");

        garden.Beds.Select(bed => $"{bed.Plant} {bed.Rows}").ShouldBe(["rose 3", "leek 1"]);
        garden.Signs["gate"].ShouldBe("open");
        builder.Services.BuildServiceProvider().GetRequiredService<Garden>().ShouldBeSameAs(garden);
        builder.AddValidatedOptions<Garden>("Garden").ShouldBeSameAs(garden);
    }

    [Theory]
    [InlineData("Garden:Nmae", "x", "'Garden:Nmae' is unknown", "Name, ")]
    [InlineData("Garden:Beds:0:Colour", "red", "'Garden:Beds:0:Colour' is unknown", "Plant")]
    [InlineData("Garden:Name:Deeper", "x", "'Garden:Name:Deeper' is unknown", "single value")]
    [InlineData("Garden:Beds:0:Rows", "many", "Garden:Beds:0:Rows", "Int32")]
    [InlineData("Garden:Beds:0:Rows", "0", "'Garden:Beds:0:Rows'", "1 to 9")]
    [InlineData("Garden:Name", "", "'Garden:Name'", "is missing")]
    [InlineData("Garden:Beds:1:Plant", "ROSE", "'Garden:Beds'", "two entries with Plant 'rose'")]
    public void Names_the_setting_that_is_wrong(string key, string value, string named, string why)
    {
        var builder = Builder(("Garden:Name", "north"), ("Garden:Beds:0:Plant", "rose"), (key, value));

        var message = Should.Throw<OptionsException>(() => builder.AddValidatedOptions<Garden>("Garden")).Message;

        message.ShouldContain(named);
        message.ShouldContain(why);
        message.ShouldNotContain("\n");
    }

    [Fact]
    public void Names_every_problem_at_once()
    {
        var builder = Builder(("Garden:Beds:0:Plant", ""), ("Garden:Beds:1:Rows", "77"), ("Garden:Beds:1:Plant", "leek"));

        var message = Should.Throw<OptionsException>(() => builder.AddValidatedOptions<Garden>("Garden")).Message;

        message.ShouldContain("'Garden:Name'");
        message.ShouldContain("'Garden:Beds:0:Plant'");
        message.ShouldContain("'Garden:Beds:1:Rows'");
    }

    [Fact]
    public void Reads_a_text_from_a_file()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("plant"), "oak\n");

        var garden = Builder(("Garden:Name", "north"), ("Garden:Beds:0:PlantFile", folder.File("plant"))).AddValidatedOptions<Garden>("Garden");

        garden.Beds.Single().Plant.ShouldBe("oak");
    }

    [Fact]
    public void Refuses_a_file_that_is_not_there_too_large_or_given_beside_its_value()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("large"), new string('x', (64 << 10) + 1));

        Refusal(("Garden:NameFile", folder.File("none"))).ShouldContain("'Garden:NameFile'");
        Refusal(("Garden:NameFile", folder.File("large"))).ShouldContain("more than 65536");
        Refusal(("Garden:NameFile", folder.File("large")), ("Garden:Name", "north")).ShouldContain("both given");

        static string Refusal(params (string, string)[] settings) =>
            Should.Throw<OptionsException>(() => Builder(settings).AddValidatedOptions<Garden>("Garden")).Message;
    }

    [Fact]
    public void The_command_line_wins_over_the_prefixed_environment_and_that_over_the_plain_one()
    {
        var name = $"Garden{Guid.NewGuid():N}";
        Environment.SetEnvironmentVariable($"{name}__Name", "plain");
        Environment.SetEnvironmentVariable($"ATTESTRY_{name}__Name", "prefixed");
        try
        {
            Of([]).ShouldBe("prefixed");
            Of([$"--{name}:Name=command"]).ShouldBe("command");
        }
        finally
        {
            Environment.SetEnvironmentVariable($"{name}__Name", null);
            Environment.SetEnvironmentVariable($"ATTESTRY_{name}__Name", null);
        }

        string Of(string[] args)
        {
            var builder = WebApplication.CreateBuilder(args);
            builder.AddAttestryConfiguration();
            return builder.AddValidatedOptions<Garden>(name).Name;
        }
    }

    private static WebApplicationBuilder Builder(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        foreach (var (key, value) in settings)
            builder.Configuration[key] = value;
        return builder;
    }

    public sealed record Garden
    {
        [Required(ErrorMessage = "is missing.")]
        public string Name { get; init; } = "";

        [DistinctBy(nameof(Bed.Plant))]
        public IReadOnlyList<Bed> Beds { get; init; } = [];

        public IReadOnlyDictionary<string, string> Signs { get; init; } = new Dictionary<string, string>();
    }

    public sealed record Bed
    {
        [Required(ErrorMessage = "is missing.")]
        public string Plant { get; init; } = "";

        [Range(1, 9, ErrorMessage = "must be 1 to 9.")]
        public int Rows { get; init; } = 1;
    }
}
