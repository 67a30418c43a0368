using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.Notation;

/// <summary>Reads trust policy documents of version 1.0 (trust-store-trust-policy.md §trust policy). Unknown fields are refused: one might restrict what the others grant.</summary>
internal static class NotationPolicyReader
{
    private const string Everything = "*";

    private const string SubjectPrefix = "x509.subject:";

    private static readonly string[] StoreTypes = ["ca:", "signingAuthority:", "tsa:"];

    internal static List<NotationPolicy> Read(JsonElement root)
    {
        root.Only("trust policy", "version", "trustPolicies");
        if (root.Text("version") != "1.0")
            throw new JsonException($"An unknown version of trust policy: {Bounded.Quote(root.Text("version"))}.");
        List<NotationPolicy> policies = [.. root.Items("trustPolicies", NotationLimits.PolicyItems).Select(Policy)];
        if (policies.Count == 0)
            throw new JsonException("There is no trust policy.");
        Distinct(policies.Select(policy => policy.Name), "Two trust policies are named");
        Distinct(policies.SelectMany(policy => policy.Scopes), "Two trust policies are for");
        return policies;
    }

    private static NotationPolicy Policy(JsonElement element)
    {
        element.Only("trust policy", "name", "registryScopes", "signatureVerification", "trustStores", "trustedIdentities");
        var name = element.Text("name");
        var verification = element.Required("signatureVerification").Only("signature verification", "level", "override", "verifyTimestamp");
        var level = Level(verification);
        List<string> scopes = Texts(element, "registryScopes"), stores = Texts(element, "trustStores"), identities = Texts(element, "trustedIdentities");
        if (name.Length == 0 || scopes.Count == 0 || scopes.Any(scope => !IsScope(scope, scopes.Count)))
            throw new JsonException($"The trust policy {Bounded.Quote(name)} has no name, or a scope that is neither registry/repository nor '*' alone.");
        if (level.IsSkip ? stores.Count + identities.Count > 0 : stores.Count == 0 || identities.Count == 0)
            throw new JsonException($"The trust policy {Bounded.Quote(name)} needs trust stores and identities, and with level skip none.");
        if (stores.Any(store => !StoreTypes.Any(type => store.StartsWith(type, StringComparison.Ordinal) && store.Length > type.Length)))
            throw new JsonException($"The trust policy {Bounded.Quote(name)} names a trust store that is none of ca, signingAuthority and tsa.");
        if (identities.Contains(Everything) && identities.Count > 1)
            throw new JsonException($"The trust policy {Bounded.Quote(name)} trusts everybody and others.");
        return new(name, scopes, level, AfterExpiry(verification), stores, [.. identities.Where(one => one != Everything).Select(Identity)]);
    }

    private static VerificationLevel Level(JsonElement verification)
    {
        var name = verification.Text("level");
        var level = VerificationLevel.All.FirstOrDefault(one => one.Name == name) ?? throw new JsonException($"A level of {Bounded.Quote(name)}.");
        if (verification.Optional("override") is not { } changes)
            return level;
        if (level.IsSkip)
            throw new JsonException("The level skip cannot be overridden.");
        // Integrity cannot be overridden.
        changes.Only("override", "authenticity", "authenticTimestamp", "expiry", "revocation");
        return level with
        {
            Authenticity = Action(changes, "authenticity", level.Authenticity, skip: false),
            AuthenticTimestamp = Action(changes, "authenticTimestamp", level.AuthenticTimestamp, skip: false),
            Expiry = Action(changes, "expiry", level.Expiry, skip: false),
            Revocation = Action(changes, "revocation", level.Revocation, skip: true),
        };
    }

    private static ValidationAction Action(JsonElement changes, string name, ValidationAction unchanged, bool skip) => changes.OptionalText(name) switch
    {
        null => unchanged,
        "enforce" => ValidationAction.Enforce,
        "log" => ValidationAction.Log,
        "skip" when skip => ValidationAction.Skip,
        var other => throw new JsonException($"'{name}' cannot be overridden with {Bounded.Quote(other)}."),
    };

    private static bool AfterExpiry(JsonElement verification) => verification.OptionalText("verifyTimestamp") switch
    {
        null or "" or "always" => false,
        "afterCertExpiry" => true,
        var other => throw new JsonException($"'verifyTimestamp' is {Bounded.Quote(other)}."),
    };

    private static DistinguishedName Identity(string text)
    {
        if (!text.StartsWith(SubjectPrefix, StringComparison.Ordinal))
            throw new JsonException($"The trusted identity {Bounded.Quote(text)} does not begin with {SubjectPrefix}");
        var name = DistinguishedName.Parse(text[SubjectPrefix.Length..].Trim());
        return name.HasAll("C", "ST", "O") ? name : throw new JsonException($"The trusted identity {Bounded.Quote(text)} needs C, ST and O.");
    }

    private static bool IsScope(string scope, int count) => scope == Everything ? count == 1 : scope.IndexOf('/') > 0 && !scope.Contains('*') && !scope.Contains('@');

    private static List<string> Texts(JsonElement element, string name) =>
        [.. element.OptionalItems(name, NotationLimits.PolicyItems).Select(item => item.GetString() ?? throw new JsonException($"'{name}' has a null."))];

    private static void Distinct(IEnumerable<string> names, string what)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!seen.Add(name))
                throw new JsonException($"{what} {Bounded.Quote(name)}.");
        }
    }
}
