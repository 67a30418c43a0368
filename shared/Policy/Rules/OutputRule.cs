namespace Attestry.Policy.Rules;

/// <summary>A rule whose value counts.</summary>
/// <param name="Package">Without <c>data</c>.</param>
/// <param name="Name">One of <see cref="OutputRules.Names"/>.</param>
internal sealed record OutputRule(IReadOnlyList<string> Package, string Name)
{
    /// <summary><c>data.attestry.signed.deny</c>.</summary>
    internal string Path => $"data.{string.Join('.', Package)}.{Name}";
}
