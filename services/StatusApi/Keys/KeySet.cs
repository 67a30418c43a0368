namespace Attestry.StatusApi.Keys;

/// <summary>A JSON Web Key Set (RFC 7517 §5), the oldest key first.</summary>
public sealed record KeySet(IReadOnlyList<PublishedKey> Keys);
