using System.Diagnostics;

namespace Attestry.Deploy.Tests;

/// <summary>The ConstraintTemplates hold the Rego that is tested.</summary>
public sealed class PolicyTemplateTests
{
    private const string Folder = "deploy/policies/kubernetes";

    [Fact]
    public void The_templates_are_what_their_script_writes()
    {
        using var copy = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(In(Repository.Root), "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy.Path, Path.GetRelativePath(In(Repository.Root), file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        Directory.Delete(Path.Combine(copy.Path, "templates"), recursive: true);
        Directory.CreateDirectory(Path.Combine(copy.Path, "templates"));
        using (var script = Process.Start("bash", [Path.Combine(copy.Path, "templates.sh")]))
        {
            script.WaitForExit();
            script.ExitCode.ShouldBe(0);
        }
        Templates(copy.Path).ShouldBe(Templates(In(Repository.Root)), $"Run 'bash {Folder}/templates.sh'.");
        Templates(copy.Path).Count.ShouldBe(2);
    }

    private static string In(string root) => Path.Combine(root, Folder);

    private static SortedDictionary<string, string> Templates(string folder) =>
        new(Directory.EnumerateFiles(Path.Combine(folder, "templates")).ToDictionary(path => Path.GetFileName(path), File.ReadAllText), StringComparer.Ordinal);
}
