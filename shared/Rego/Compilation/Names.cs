namespace Attestry.Rego.Compilation;

/// <summary>Names of variables inside a compiled rule: declared ones carry a number behind <c>$</c>, so that inner ones shadow outer ones.</summary>
internal static class Names
{
    private const string WildcardPrefix = "$w";

    internal static bool IsWildcard(string name) => name.StartsWith(WildcardPrefix, StringComparison.Ordinal);

    /// <summary>The variable was declared (by <c>:=</c>, <c>some</c> or as a parameter), so that it means one thing in its scope.</summary>
    internal static bool IsDeclared(string name) => name.IndexOf('$') > 0;

    /// <summary>The name as the policy has it.</summary>
    internal static string Written(string name) => IsWildcard(name) ? "_" : name.IndexOf('$') is var at and > 0 ? name[..at] : name;
}
