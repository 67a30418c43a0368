namespace Attestry.Sigstore.Timestamps;

/// <summary>The signature existed at <paramref name="Time"/>, says an authority that is trusted for it.</summary>
public sealed record ProvenTime(string Authority, DateTimeOffset Time);
