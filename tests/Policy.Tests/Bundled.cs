using System.Text;
using Attestry.Policy.Rules;
using Attestry.Policy.Sets;
using Attestry.Rego.Bundles;
using Attestry.Rego.Values;

namespace Attestry.Policy.Tests;

/// <summary>Policies from text.</summary>
internal static class Bundled
{
    internal static PolicyBundle Bundle(params (string Path, string Text)[] files) =>
        BundleReader.Read(files.Select(file => new BundleFile(file.Path, Encoding.UTF8.GetBytes(file.Text))), BundleReading.Default);

    internal static RegoPolicyEngine Engine(string rego, PolicyBudget? budget = null, string? settings = null, TimeProvider? time = null) =>
        new(RegoPolicy.Compile("set", Bundle(("policy.rego", rego)), settings: settings is null ? null : RegoJson.Parse(settings)), budget ?? PolicyBudget.Default, time ?? TimeProvider.System);

    internal static PolicySet Set(string name, string rego, PolicyMode mode = PolicyMode.Enforce, string repositories = "**", params string[] environments) => new(
        name, [repositories], environments, mode, new RegoPolicyEngine(RegoPolicy.Compile(name, Bundle(("policy.rego", rego))), PolicyBudget.Default, TimeProvider.System));
}
