namespace Attestry.Architecture.Tests;

/// <summary>What may reference what.</summary>
public sealed class ReferenceTests
{
    private static readonly string[] Cores = [.. Project.All.Where(project => project.IsCore).Select(project => project.Name)];

    private static readonly string[] Storages = [.. Project.All.Where(project => project.IsStorage).Select(project => project.Name)];

    private static readonly string[] Services = [.. Project.All.Where(project => project.IsService).Select(project => project.Name)];

    private static readonly string[] Shared = [.. Project.All.Where(project => project.Folder == "shared").Select(project => project.Name)];

    public static TheoryData<string> Names => [.. Project.All.Select(project => project.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void References_only_what_it_may(string name)
    {
        var project = Project.All.Single(p => p.ToString() == name);
        project.References.Except(Allowed(project)).ShouldBeEmpty($"{project} may not reference this");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void References_nothing_twice_and_nothing_that_is_not_there(string name)
    {
        var project = Project.All.Single(p => p.ToString() == name);
        project.References.ShouldBeUnique();
        project.References.Except(Project.All.Select(p => p.Name)).ShouldBeEmpty();
    }

    [Fact]
    public void A_test_project_references_what_it_tests_and_a_core_is_tested_without_hosts()
    {
        foreach (var tests in Project.All.Where(project => project.IsTest && project.Name.EndsWith(".Tests", StringComparison.Ordinal) && project.Name is not ("Architecture.Tests" or "Deploy.Tests")))
        {
            var tested = tests.Name[..^".Tests".Length];
            tests.References.ShouldContain(tested, tests.Name);
            if (Cores.Contains(tested))
                tests.References.Except([.. Cores, "TestKit"]).ShouldBeEmpty(tests.Name);
        }
    }

    [Fact]
    public void Standalone_composes_every_service()
    {
        if (Project.All.SingleOrDefault(project => project is { IsService: true, Name: "Standalone" }) is { } standalone)
            Services.Except(["Standalone", "Cli", "HostAgent"]).Except(standalone.References).ShouldBeEmpty();
    }

    [Fact]
    public void The_rules_can_be_broken()
    {
        Allowed(Of("shared", "Primitives")).ShouldBeEmpty();
        Allowed(Of("shared", "Contracts")).ShouldNotContain("Storage");
        Allowed(Of("shared", "Sigstore")).ShouldBe(["Primitives"]);
        Allowed(Of("shared", "Storage")).ShouldNotContain("Hosting");
        Allowed(Of("services", "PolicyEvaluator")).ShouldNotContain("StatusApi");
        Allowed(Of("services", "Cli")).ShouldNotContain("Storage");
        Allowed(Of("shared", "Policy")).ShouldNotContain("Storage");
        Allowed(Of("tests", "TestKit")).ShouldNotContain("StatusApi");

        static Project Of(string folder, string name) => new(folder, name, "", "", [], [], []);
    }

    private static string[] Allowed(Project project) => project switch
    {
        { IsTest: true, Name: "TestKit" } => Shared,
        { IsTest: true } => [.. Shared, .. Services, "TestKit"],
        { IsService: true, Name: "Standalone" } => [.. Shared, .. Services.Except(["Standalone", "Cli", "HostAgent"])],
        { IsService: true, Name: "Cli" } => [.. Cores, "Contracts", "Advisories", "Bundles"],
        { IsService: true, Name: "HostAgent" } => Cores,
        { IsService: true } => Shared,
        { Name: "Primitives" } => [],
        { Name: "Contracts" } => ["Primitives"],
        { IsStorage: true } => ["Primitives", "Contracts", .. Storages.Except([project.Name])],
        { Name: "Hosting" } => ["Primitives", "Contracts", .. Storages],
        // The database of advisories on disk is no document store: the command line has one too.
        { Name: "Advisories" } => ["Primitives", "Vulnerabilities"],
        { Name: "Sbom" } => ["Primitives", "Oci"],
        // Where bundles of policies come from: folders, archives and registries, read by the core of each.
        { Name: "Bundles" } => ["Primitives", "Oci", "Rego"],
        { Name: "Evidence" } => ["Primitives", "Contracts", "Oci", "Sbom", "Sigstore"],
        { Name: "Policy" } => ["Primitives", "Contracts", "Sigstore"],
        _ => ["Primitives"],
    };
}
