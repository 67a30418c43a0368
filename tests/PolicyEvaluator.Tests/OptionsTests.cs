using Attestry.Hosting.Options;
using Attestry.Policy.BuiltIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace Attestry.PolicyEvaluator.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void Nothing_set_denies_by_every_rule() =>
        Bind([]).ShouldBeEquivalentTo(new PolicyOptions { TrustedSignature = RuleEffect.Deny, Sbom = RuleEffect.Deny, DeniedPackages = RuleEffect.Deny, NonRoot = RuleEffect.Deny });

    [Fact]
    public void Reads_the_whole_section()
    {
        var options = Bind(new()
        {
            ["Policy:TrustedSignature"] = "Warn",
            ["Policy:NonRoot"] = "off",
            ["Policy:DenyList:0:Package"] = "pkg:npm/event-stream",
            ["Policy:DenyList:0:Reason"] = "taken over",
            ["Policy:Repositories:0:Pattern"] = "ghcr.io/acme/**",
            ["Policy:Repositories:0:NonRoot"] = "deny",
        });
        (options.TrustedSignature, options.Sbom, options.NonRoot).ShouldBe((RuleEffect.Warn, RuleEffect.Deny, RuleEffect.Off));
        options.DenyList.ShouldHaveSingleItem().ShouldBe(new() { Package = "pkg:npm/event-stream", Reason = "taken over" });
        options.Repositories.ShouldHaveSingleItem().ShouldBe(new() { Pattern = "ghcr.io/acme/**", NonRoot = RuleEffect.Deny });
    }

    [Theory]
    [InlineData("Policy:TrustedSignature", "maybe", "Policy")]
    [InlineData("Policy:Signed", "deny", "Policy")]
    [InlineData("Policy:DenyList:0:Package", "event-stream", "DenyList:0")]
    [InlineData("Policy:DenyList:0:Package", "pkg:npm/event-stream", "Reason")]
    [InlineData("Policy:Repositories:0:NonRoot", "warn", "Repositories:0:Pattern")]
    public void A_wrong_setting_stops_the_boot_with_its_name(string setting, string value, string named) =>
        Should.Throw<OptionsException>(() => Bind(new() { [setting] = value })).Message.ShouldContain(named);

    [Fact]
    public void A_policy_that_demands_nothing_cannot_be_set()
    {
        Dictionary<string, string?> off = new() { ["Policy:TrustedSignature"] = "off", ["Policy:Sbom"] = "off", ["Policy:NonRoot"] = "off" };
        Should.Throw<OptionsException>(() => Bind(off)).Message.ShouldContain("demands nothing");
        Should.Throw<OptionsException>(() => Bind(new()
        {
            ["Policy:Repositories:0:Pattern"] = "**",
            ["Policy:Repositories:0:TrustedSignature"] = "off",
            ["Policy:Repositories:0:Sbom"] = "off",
            ["Policy:Repositories:0:NonRoot"] = "off",
        })).Message.ShouldContain("Repositories:0");
        off["Policy:DenyList:0:Package"] = "pkg:npm/x";
        off["Policy:DenyList:0:Reason"] = "bad";
        Bind(off).DenyList.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("Evaluator:Deadline", "00:00:00")]
    [InlineData("Evaluator:AskAfter", "-00:00:01")]
    [InlineData("Evaluator:PassInterval", "31.00:00:00")]
    [InlineData("Evaluator:Deadline", "soon")]
    [InlineData("Evaluator:VerifierId", "not a uri")]
    public void Wrong_times_and_verifiers_stop_the_boot(string setting, string value)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { [setting] = value });
        Should.Throw<OptionsException>(() => builder.AddValidatedOptions<EvaluatorOptions>("Evaluator")).Message.ShouldContain("Evaluator");
    }

    private static PolicyOptions Bind(Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        return builder.AddValidatedOptions<PolicyOptions>("Policy");
    }
}
