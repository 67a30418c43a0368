namespace Attestry.Cli.Tests.Policies;

/// <summary>What <c>deploy/</c> ships, held to its own tests by the same commands that its users have.</summary>
public sealed class ShippedPoliciesTests
{
    private static readonly string Policies = Path.Combine(Repository.Root, "deploy/policies");

    private static readonly string Gatekeeper = Path.Combine(Repository.Root, "deploy/gatekeeper");

    [Fact]
    public async Task Pass_their_tests()
    {
        var result = await PolicyFolder.RunAsync("test", "--coverage", "--threshold", "95", Policies);
        result.Code.ShouldBe(0, result.Out + result.Error);
    }

    [Fact]
    public async Task Are_strict_and_formatted()
    {
        (await PolicyFolder.RunAsync("check", "--strict", Policies)).ShouldBe(new(0, "", ""));
        (await PolicyFolder.RunAsync("fmt", "--list", "--fail", Policies)).ShouldBe(new(0, "", ""));
    }

    [Fact]
    public async Task Name_the_controls_that_they_serve()
    {
        var packages = Directory.EnumerateFiles(Policies, "*.rego", SearchOption.AllDirectories).Where(file => !file.EndsWith("_test.rego", StringComparison.Ordinal)).ToList();
        packages.Count.ShouldBe(11);
        foreach (var file in packages)
        {
            var annotations = (await PolicyFolder.RunAsync("inspect", "--annotations", "--format", "json", Path.GetDirectoryName(file)!)).Json().GetProperty("annotations");
            var package = annotations.EnumerateArray().Single(entry => entry.GetProperty("annotations").GetProperty("scope").GetString() == "package").GetProperty("annotations");
            package.GetProperty("title").GetString().ShouldNotBeNullOrEmpty(file);
            package.GetProperty("custom").GetProperty("controls").EnumerateArray().ShouldAllBe(
                control => control.GetString()!.StartsWith("SLSA-1.1/") || control.GetString()!.StartsWith("NIST-800-218/") || control.GetString()!.StartsWith("CIS-"), file);
        }
    }

    [Theory]
    [InlineData("plugin-role.yaml", 1, "a plugin may not 'list' secrets")]
    [InlineData("restricted-pod.yaml", 0, "allowed  Pod team/app")]
    public async Task Admit_and_deny_the_examples(string example, int code, string says)
    {
        var result = await PolicyFolder.RunAsync(
            "admit", "--templates", Path.Combine(Gatekeeper, "templates"), "--templates", Path.Combine(Gatekeeper, "constraints.yaml"), "--review", Path.Combine(Gatekeeper, "examples", example));
        result.Code.ShouldBe(code, result.Error);
        result.Out.ShouldContain(says);
    }
}
