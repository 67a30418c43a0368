namespace Attestry.Policy;

/// <summary>URIs of policies, the same for every version of them.</summary>
internal static class PolicyIds
{
    private const string Root = "https://attestry.dev/policies/";

    /// <param name="sets">Names of the policy sets that decide together.</param>
    internal static string Of(IEnumerable<string> sets) => Root + string.Join('+', sets.Select(Uri.EscapeDataString));
}
