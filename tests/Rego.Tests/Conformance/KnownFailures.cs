namespace Attestry.Rego.Tests.Conformance;

/// <summary>Cases that are answered otherwise than wanted, each with the reason.</summary>
internal static class KnownFailures
{
    private const string Ed25519 = "Ed25519 is not in .NET; tokens signed with it do not verify";

    internal static readonly IReadOnlyDictionary<string, string> V1 = new Dictionary<string, string>
    {
        ["jwtdecodeverify/EdDSA"] = Ed25519,
        ["jwtverifyeddsa/success-cert"] = Ed25519,
    };

    internal static readonly IReadOnlyDictionary<string, string> V0 = new Dictionary<string, string>
    {
        ["jwtdecodeverify/EdDSA"] = Ed25519,
        ["jwtverifyeddsa/success-cert"] = Ed25519,
        ["regexmatch/re_match: bad pattern err"] = "the fault quotes the whole pattern, RE2's only the part behind the bracket",
    };
}
