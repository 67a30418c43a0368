namespace Attestry.Sigstore.Notation;

/// <summary>One statement of a trust policy document.</summary>
/// <param name="Scopes"><c>registry/repository</c>, or <c>*</c> alone for those that no other statement names.</param>
/// <param name="TimestampAfterExpiry">Timestamps are only looked at once a certificate has expired.</param>
/// <param name="Stores"><c>ca:name</c>, <c>signingAuthority:name</c>, <c>tsa:name</c>.</param>
/// <param name="Identities">Empty when whoever the stores vouch for is trusted (<c>*</c>).</param>
internal sealed record NotationPolicy(
    string Name,
    IReadOnlyList<string> Scopes,
    VerificationLevel Level,
    bool TimestampAfterExpiry,
    IReadOnlyList<string> Stores,
    IReadOnlyList<DistinguishedName> Identities);
