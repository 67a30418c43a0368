namespace Attestry.Rego.Tests.Conformance;

/// <summary>Cases that are answered otherwise than wanted, each with the reason.</summary>
internal static class KnownFailures
{
    internal static readonly IReadOnlyDictionary<string, string> V1 = new Dictionary<string, string>();

    internal static readonly IReadOnlyDictionary<string, string> V0 = new Dictionary<string, string>
    {
        ["regexmatch/re_match: bad pattern err"] = "the fault quotes the whole pattern, RE2's only the part behind the bracket",
    };
}
