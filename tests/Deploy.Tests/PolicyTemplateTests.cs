using System.Diagnostics;

namespace Attestry.Deploy.Tests;

/// <summary>The ConstraintTemplates hold the Rego that is tested.</summary>
public sealed class PolicyTemplateTests
{
    private const string Folder = "deploy/gatekeeper/templates";

    [Fact]
    public void The_templates_are_what_their_script_writes()
    {
        using var copy = new TemporaryFolder();
        foreach (var folder in new[] { "deploy/gatekeeper", "deploy/policies/kubernetes" })
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories))
            {
                var target = Path.Combine(copy.Path, Path.GetRelativePath(Repository.Root, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        foreach (var template in Templates(copy.Path).Keys)
            File.Delete(Path.Combine(copy.Path, Folder, template));
        using (var script = Process.Start("bash", [Path.Combine(copy.Path, "deploy/gatekeeper/templates.sh")]))
        {
            script.WaitForExit();
            script.ExitCode.ShouldBe(0);
        }
        Templates(copy.Path).ShouldBe(Templates(Repository.Root), "Run 'bash deploy/gatekeeper/templates.sh'.");
        Templates(copy.Path).Count.ShouldBe(2);
    }

    private static SortedDictionary<string, string> Templates(string root) =>
        new(Directory.EnumerateFiles(Path.Combine(root, Folder)).ToDictionary(path => Path.GetFileName(path), File.ReadAllText), StringComparer.Ordinal);
}
