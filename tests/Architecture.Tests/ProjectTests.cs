using System.Text.RegularExpressions;

namespace Attestry.Architecture.Tests;

/// <summary>That the other tests look at every project there is.</summary>
public sealed partial class ProjectTests
{
    [Fact]
    public void Every_project_of_the_solution_is_looked_at_and_every_project_is_in_the_solution()
    {
        var solution = ProjectLine().Matches(File.ReadAllText(Path.Combine(Repository.Root, "Microservices.sln")))
            .Select(match => match.Groups[1].Value.Replace('\\', '/')).Order(StringComparer.Ordinal).ToList();
        var found = Project.All.Select(project => Path.GetRelativePath(Repository.Root, project.Path).Replace('\\', '/')).Order(StringComparer.Ordinal).ToList();
        found.Count.ShouldBeGreaterThanOrEqualTo(29);
        // Built only on demand, since its driver does not restore everywhere.
        found.RemoveAll(path => path.EndsWith("/Storage.MongoDb.csproj", StringComparison.Ordinal));
        found.ShouldBe(solution);
    }

    [Fact]
    public void Every_room_has_its_projects()
    {
        Project.All.Count(project => project.IsCore).ShouldBeGreaterThanOrEqualTo(5);
        Project.All.Count(project => project.IsService).ShouldBeGreaterThanOrEqualTo(6);
        Project.All.Count(project => project.IsTest).ShouldBeGreaterThanOrEqualTo(14);
        Project.All.Select(project => project.Name).ShouldBeUnique();
        foreach (var project in Project.All)
            Path.GetFileName(Path.GetDirectoryName(project.Path)).ShouldBe(project.Name);
    }

    [Fact]
    public void Every_library_and_service_has_a_test_project()
    {
        // Contracts are records without behaviour; programs are run end to end; a provider is held by the contract suite of Storage.
        string[] without = ["Contracts", "Standalone", "HostAgent"];
        var tests = Project.All.Where(project => project.IsTest).Select(project => project.Name).ToHashSet();
        Project.All
            .Where(project => !project.IsTest && !without.Contains(project.Name) && !project.Name.StartsWith("Storage.", StringComparison.Ordinal))
            .Where(project => !tests.Contains($"{project.Name}.Tests"))
            .ShouldBeEmpty();
    }

    [GeneratedRegex("""^Project\("[^"]+"\) = "[^"]+", "([^"]+\.csproj)",""", RegexOptions.Multiline)]
    private static partial Regex ProjectLine();
}
