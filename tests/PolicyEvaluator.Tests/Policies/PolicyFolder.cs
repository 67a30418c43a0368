using Attestry.PolicyEvaluator.Policies;
using Attestry.PolicyEvaluator.Reevaluations;

namespace Attestry.PolicyEvaluator.Tests.Policies;

/// <summary>A folder with one policy set's bundle, and the settings that name it.</summary>
internal sealed class PolicyFolder(TemporaryFolder folder, string name = "acme")
{
    internal const string Passes = "package attestry\nrequired_evidence := []\ndeny contains \"never\" if false";

    internal const string Denies = "package attestry\nrequired_evidence := []\ndeny contains {\"id\": \"acme.denied\", \"msg\": \"no\", \"evidence\": [\"pkg:npm/x@1\"], \"controls\": [\"SLSA-1.1/x\"]}";

    internal string Path { get; } = Directory.CreateDirectory(folder.File(name)).FullName;

    internal PolicyFolder Write(string rego)
    {
        File.WriteAllText(System.IO.Path.Combine(Path, "policy.rego"), rego);
        return this;
    }

    internal Dictionary<string, string?> Settings(int index = 0, string repositories = "**", string mode = "enforce", params string[] environments)
    {
        var settings = new Dictionary<string, string?>
        {
            [$"Policies:Sets:{index}:Name"] = name,
            [$"Policies:Sets:{index}:Repositories:0"] = repositories,
            [$"Policies:Sets:{index}:Source"] = Path,
            [$"Policies:Sets:{index}:Mode"] = mode,
            ["Policies:ReloadInterval"] = "30.00:00:00",
        };
        for (var i = 0; i < environments.Length; i++)
            settings[$"Policies:Sets:{index}:Environments:{i}"] = environments[i];
        return settings;
    }

    /// <summary>A look at the sources, and what it brings about.</summary>
    internal static async Task ReloadAsync(TestBed bed)
    {
        await bed.Get<PolicyLoader>().ReloadAsync(default);
        await bed.Get<ReevaluationPass>().RunAsync(default);
    }
}
