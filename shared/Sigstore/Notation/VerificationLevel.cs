namespace Attestry.Sigstore.Notation;

/// <summary>How strictly a policy judges; integrity is enforced always.</summary>
internal sealed record VerificationLevel(
    string Name,
    ValidationAction Authenticity,
    ValidationAction AuthenticTimestamp,
    ValidationAction Expiry,
    ValidationAction Revocation)
{
    internal static readonly IReadOnlyList<VerificationLevel> All =
    [
        new("strict", ValidationAction.Enforce, ValidationAction.Enforce, ValidationAction.Enforce, ValidationAction.Enforce),
        new("permissive", ValidationAction.Enforce, ValidationAction.Log, ValidationAction.Log, ValidationAction.Log),
        new("audit", ValidationAction.Log, ValidationAction.Log, ValidationAction.Log, ValidationAction.Log),
        new("skip", ValidationAction.Skip, ValidationAction.Skip, ValidationAction.Skip, ValidationAction.Skip),
    ];

    internal bool IsSkip => Authenticity == ValidationAction.Skip;
}
