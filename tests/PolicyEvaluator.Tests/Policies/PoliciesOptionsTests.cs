using Attestry.Hosting.Options;
using Attestry.Policy.Sets;
using Attestry.PolicyEvaluator.Policies;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace Attestry.PolicyEvaluator.Tests.Policies;

public sealed class PoliciesOptionsTests
{
    [Fact]
    public void Reads_a_set_with_its_data_from_a_file_and_its_signature()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("data.json"), """{"allowed":["a"]}""");
        var set = Bind(new()
        {
            ["Policies:Sets:0:Name"] = "acme",
            ["Policies:Sets:0:Source"] = "bundle.tar.gz",
            ["Policies:Sets:0:Mode"] = "audit",
            ["Policies:Sets:0:Environments:0"] = "production",
            ["Policies:Sets:0:DataFile"] = folder.File("data.json"),
            ["Policies:Sets:0:Signature:KeyId"] = "release",
            ["Policies:Sets:0:Signature:Key"] = "secret",
        }).Sets.ShouldHaveSingleItem();
        (set.Mode, set.Entrypoint).ShouldBe((PolicyMode.Audit, "data.attestry"));
        set.Patterns.ShouldBe(["**"]);
        set.Settings()!.ToString().ShouldBe("""{"allowed":["a"]}""");
        set.Signature!.ToVerification().Keys.ShouldHaveSingleItem().Id.ShouldBe("release");
        set.ToString().ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("Policies:Sets:0:Name", "", "Sets:0:Name")]
    [InlineData("Policies:Sets:0:Name", "built-in", "Sets:0:Name")]
    [InlineData("Policies:Sets:0:Source", "", "Sets:0:Source")]
    [InlineData("Policies:Sets:0:Mode", "shadow", "Policies")]
    [InlineData("Policies:Sets:0:Entrypoint", "attestry", "Sets:0:Entrypoint")]
    [InlineData("Policies:Sets:0:Environments:0", "Production!", "Sets:0:Environments")]
    [InlineData("Policies:Sets:0:Data", "{", "Sets:0:Data")]
    [InlineData("Policies:Sets:0:Repository", "x", "Repository")]
    [InlineData("Policies:Sets:1:Name", "acme", "acme")]
    [InlineData("Policies:ReloadInterval", "00:00:00", "ReloadInterval")]
    public void A_wrong_setting_stops_the_boot_with_its_name(string setting, string value, string named) =>
        Should.Throw<OptionsException>(() => Bind(new()
        {
            ["Policies:Sets:0:Name"] = "acme",
            ["Policies:Sets:0:Source"] = "bundle.tar.gz",
            ["Policies:Sets:1:Source"] = setting.Contains(":1:", StringComparison.Ordinal) ? "other.tar.gz" : null,
            [setting] = value,
        })).Message.ShouldContain(named);

    private static PoliciesOptions Bind(Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(settings.Where(setting => setting.Value is not null));
        return builder.AddValidatedOptions<PoliciesOptions>("Policies");
    }
}
